using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;

namespace Cluster.Pipeline;

/// <summary>One run over one partition.</summary>
/// <param name="Job">The job; written into payloads, and how a replay knows its own points again.</param>
/// <param name="Corpus">The corpus; part of every point id.</param>
/// <param name="Partition">Which images.</param>
/// <param name="From">Where the last run got to.</param>
/// <param name="Target">Where the embeddings go.</param>
/// <param name="CheckpointInterval">Images between two checkpoints.</param>
public sealed record PipelineRun(
    JobId Job, CorpusId Corpus, CorpusPartition Partition, Checkpoint From, LiveCollection Target, int CheckpointInterval)
{
    /// <summary>
    /// The jobs whose embeddings are in the lake, when checkpoints are to carry embeddings for it: then those of new points go along, and those of unchanged
    /// points that another job left out, which are fetched from the index. Null for no lake.
    /// </summary>
    public IReadOnlySet<string>? LakeJobs { get; init; }

    /// <summary>Whether checkpoints carry embeddings.</summary>
    public bool KeepEmbeddings => LakeJobs is not null;

    /// <summary>Whether images that were set aside before are tried again, whatever the reason. Default: only those whose reason may pass.</summary>
    public bool TryAgain { get; init; }

    /// <summary>Images read a second at most; null for no limit. Those that are already there do not count.</summary>
    public double? MaxImagesPerSecond { get; init; }
}
