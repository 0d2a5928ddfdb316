using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Reembedding;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>What the gates look at.</summary>
/// <param name="Old">The live generation.</param>
/// <param name="New">The one that is to become live.</param>
/// <param name="Spec">What was asked for.</param>
/// <param name="Corpora">The corpora of the collection.</param>
/// <param name="Evidence">What the report shows beside the numbers; filled by the gates.</param>
public sealed record GateContext(
    LiveCollection Old, LiveCollection New, ReembeddingSpec Spec, IReadOnlyDictionary<CorpusId, CorpusSpec> Corpora, GateEvidence Evidence)
{
    /// <summary>What is asked of the new generation.</summary>
    public GateThresholds Bounds => Spec.Gates;

    /// <summary>The sample, drawn by the coverage gate.</summary>
    public IReadOnlyList<SampledPoint> Sample { get; init; } = [];
}
