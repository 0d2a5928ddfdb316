using Cluster.Contracts.Collections;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;

namespace Cluster.Grains.Collections;

/// <summary>What is remembered of a collection.</summary>
[GenerateSerializer, Alias("cluster.collection-record")]
public sealed record CollectionRecord
{
    /// <summary>What queries use; null when there is no collection.</summary>
    [Id(0)]
    public LiveCollection? Live { get; init; }

    /// <summary>The corpora that feed it.</summary>
    [Id(1)]
    public IReadOnlyList<CorpusSpec> Corpora { get; init; } = [];

    /// <summary>When its first generation was made.</summary>
    [Id(2)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Generations made so far, dropped ones included, so that no concrete name is used twice.</summary>
    [Id(3)]
    public int Generations { get; init; }

    /// <summary>Generations beside the live one, which must end up with the same points.</summary>
    [Id(4)]
    public IReadOnlyList<CollectionGeneration> Followers { get; init; } = [];

    /// <summary>The passes of each corpus.</summary>
    [Id(5)]
    public IReadOnlyList<CorpusPass> Passes { get; init; } = [];

    /// <summary>Corpora that are being removed, and the last removals that are over.</summary>
    [Id(6)]
    public IReadOnlyList<CorpusRemoval> Removals { get; init; } = [];
}
