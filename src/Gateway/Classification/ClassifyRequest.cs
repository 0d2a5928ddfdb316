namespace Cluster.Gateway.Classification;

/// <summary>Pictures and the classes that they may be of.</summary>
public sealed record ClassifyRequest : ClassesRequest
{
    /// <summary>The pictures, 1 to 100.</summary>
    public required IReadOnlyList<SubjectRequest> Subjects { get; init; }

    /// <summary>Labels a picture, the likeliest first, 1 to 1,000. Default: 5.</summary>
    public int? Top { get; init; }
}
