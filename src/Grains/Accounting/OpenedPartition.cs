using Cluster.Corpora;
using Cluster.Pipeline.Listing;

namespace Cluster.Grains.Accounting;

/// <summary>What a run over a partition starts with.</summary>
/// <param name="Source">Where images are listed and read.</param>
/// <param name="Known">What is known of them from before.</param>
/// <param name="LakeJobs">The jobs whose embeddings are in the lake; null when the job writes none.</param>
public sealed record OpenedPartition(ICorpusSource Source, IKnownImages Known, IReadOnlySet<string>? LakeJobs);
