namespace Cluster.Gateway.Classification;

/// <summary>Pictures and what is to be known of them.</summary>
public sealed record ModerateRequest
{
    /// <summary>The pictures, 1 to 100.</summary>
    public required IReadOnlyList<SubjectRequest> Subjects { get; init; }

    /// <summary>What is to be known, 1 to 50.</summary>
    public required IReadOnlyList<CategoryRequest> Categories { get; init; }
}
