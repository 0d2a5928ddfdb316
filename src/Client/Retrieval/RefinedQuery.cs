namespace Cluster.Client.Retrieval;

/// <summary>What every question may say about its answers.</summary>
public abstract record RefinedQuery
{
    /// <summary>Hits wanted, 1 to 1,000. Default: 10.</summary>
    public int? Limit { get; init; }

    /// <summary>Only points that match.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Only points that score more than this.</summary>
    public double? ScoreThreshold { get; init; }

    /// <summary>Payload fields to return; none when empty. Left out: all but the system's own.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Few answers of each group.</summary>
    public GroupBy? GroupBy { get; init; }

    /// <summary>How unlike one another the answers are to be, 0 to 1.</summary>
    public double? Diversity { get; init; }

    /// <summary>Whether of answers that show the same picture only the best comes.</summary>
    public bool? CollapseDuplicates { get; init; }

    /// <summary>The cosine from which on two pictures are the same, 0.5 to 1.</summary>
    public double? DuplicateThreshold { get; init; }

    /// <summary>Whether every hit says where its score comes from.</summary>
    public bool? Explain { get; init; }

    /// <summary>Empty for the first of several pages, then <see cref="SearchResult.Next"/>; null for no pages.</summary>
    public string? Cursor { get; init; }
}
