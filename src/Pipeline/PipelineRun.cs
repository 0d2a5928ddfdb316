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
    JobId Job, CorpusId Corpus, CorpusPartition Partition, Checkpoint From, LiveCollection Target, int CheckpointInterval);
