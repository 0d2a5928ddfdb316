using System.Collections.Concurrent;
using Cluster.VectorIndex.Qdrant.Wire;

namespace Cluster.FakeQdrant;

/// <summary>A collection of a fake server.</summary>
public sealed class FakeCollection(CreateCollection created)
{
    /// <summary>How it was made.</summary>
    public CreateCollection Created => created;

    /// <summary>The optimizer settings now.</summary>
    public OptimizersConfigDiff Optimizers { get; } = created.OptimizersConfig?.Clone() ?? new OptimizersConfigDiff();

    /// <summary>Indexed payload fields.</summary>
    public ConcurrentDictionary<string, CreateFieldIndexCollection> Indexes { get; } = new(StringComparer.Ordinal);

    /// <summary>Its points, by id.</summary>
    public ConcurrentDictionary<Domain.Identity.PointId, FakePoint> Points { get; } = new();

    /// <summary>Its one vector: name and length.</summary>
    public (string Name, int Size) Vector =>
        created.VectorsConfig.ParamsMap.Map.Select(static pair => (pair.Key, (int)pair.Value.Size)).Single();
}
