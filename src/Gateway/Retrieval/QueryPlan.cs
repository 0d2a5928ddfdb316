using Cluster.Domain.Identity;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// A question, checked, the same whether it came as a search, a recommendation or for a shopper, and whichever index will answer: what to encode, how
/// examples are scored, and what becomes of the answers.
/// </summary>
internal sealed record QueryPlan
{
    /// <summary>What is asked: one example, or several whose weighted mean is meant.</summary>
    public IReadOnlyList<Example> Asked { get; init; } = [];

    /// <summary>What is liked.</summary>
    public IReadOnlyList<Example> Like { get; init; } = [];

    /// <summary>What is disliked.</summary>
    public IReadOnlyList<Example> Dislike { get; init; } = [];

    /// <summary>How examples are scored.</summary>
    public Strategy Strategy { get; init; }

    /// <summary>Points left out of the answer beside the examples.</summary>
    public IReadOnlyList<PointId> Exclude { get; init; } = [];

    /// <summary>Images left out, by key.</summary>
    public IReadOnlyList<string> ExcludeKeys { get; init; } = [];

    /// <summary>A field of which the answers are to have other values than what is liked has; null for none.</summary>
    public string? Across { get; init; }

    /// <summary>What becomes of the answers.</summary>
    public required Refinement Refinement { get; init; }

    /// <summary>Tells two questions apart whose pages must not be mixed up.</summary>
    public ulong Fingerprint { get; init; }
}
