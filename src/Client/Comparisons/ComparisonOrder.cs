namespace Cluster.Client.Comparisons;

/// <summary>Encoders to compare on the pictures of a collection.</summary>
public sealed record ComparisonOrder
{
    /// <summary>Two to eight encoders, by name or <c>name@version</c>.</summary>
    public required IReadOnlyList<string> Encoders { get; init; }

    /// <summary>Pictures in the sample, 20 to 5,000.</summary>
    public int? Sample { get; init; }

    /// <summary>Labelled data as CSV text with the header <c>key,label</c> or <c>query,key</c>.</summary>
    public string? Labels { get; init; }

    /// <summary>What a machine like this one costs an hour.</summary>
    public double? PricePerHour { get; init; }
}
