namespace Cluster.Gateway.Retrieval;

/// <summary>What every question to a collection may say about its answers.</summary>
public abstract record RefinedRequest
{
    /// <summary>Hits wanted, 1 to 1,000. Default: 10.</summary>
    public int? Limit { get; init; }

    /// <summary>Only points that match.</summary>
    public FilterRequest? Filter { get; init; }

    /// <summary>Only points that score more than this.</summary>
    public double? ScoreThreshold { get; init; }

    /// <summary>Payload fields to return; none when empty. Left out: all but the system's own, which start with an underscore.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Few answers of each group, such as one of each product.</summary>
    public GroupRequest? GroupBy { get; init; }

    /// <summary>How unlike one another the answers are to be, 0 (the best alone) to 1 (difference alone), by maximal marginal relevance. Default: 0.</summary>
    public double? Diversity { get; init; }

    /// <summary>Whether of answers that show the same picture only the best comes, with the number of the others. Default: false.</summary>
    public bool? CollapseDuplicates { get; init; }

    /// <summary>The cosine from which on two pictures are the same, 0.5 to 1. Default: 0.995; copies to the byte are always the same.</summary>
    public double? DuplicateThreshold { get; init; }

    /// <summary>Whether every hit says where its score comes from. Default: false.</summary>
    public bool? Explain { get; init; }

    /// <summary>
    /// Asks for pages: empty for the first, then <c>next</c> of the page before, everything else being as before (the limit may change). Every point that
    /// is there all the while comes once, whatever is written meanwhile. Not with diversity or collapsed duplicates.
    /// </summary>
    public string? Cursor { get; init; }
}
