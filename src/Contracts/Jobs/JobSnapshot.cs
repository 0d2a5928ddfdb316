using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Jobs;

/// <summary>A job as it stands.</summary>
[GenerateSerializer, Immutable, Alias("cluster.job-snapshot")]
public sealed record JobSnapshot
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required JobId Id { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(1)]
    public required JobSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public required JobState State { get; init; }

    /// <summary>The encoder that was resolved at submission.</summary>
    [Id(3)]
    public required EncoderId Encoder { get; init; }

    /// <summary>The concrete collection that is written.</summary>
    [Id(4)]
    public required CollectionName Collection { get; init; }

    /// <summary>Outcomes so far, as far as they are checkpointed or reported.</summary>
    [Id(5)]
    public OutcomeCounts Counts { get; init; }

    /// <summary>Images of the whole corpus, where a quick count was possible; null while or where it is not known.</summary>
    [Id(6)]
    public long? TotalImages { get; init; }

    /// <summary>Partitions that are complete.</summary>
    [Id(7)]
    public int CompletedPartitions { get; init; }

    /// <summary>Partitions being worked on.</summary>
    [Id(8)]
    public int PartitionsInFlight { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(9)]
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    [Id(10)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed, or the last passing fault while it runs; null when there is none.</summary>
    [Id(11)]
    public Failure? Failure { get; init; }

    /// <summary>Points that were deleted because their images are gone from the corpus or set aside now.</summary>
    [Id(12)]
    public long Deleted { get; init; }

    /// <summary>Points that the pass does not keep: those to be deleted when the job is held.</summary>
    [Id(13)]
    public long Doomed { get; init; }

    /// <summary>What retries have found out since; worked into <see cref="Counts"/>.</summary>
    [Id(14)]
    public IReadOnlyList<RetryOutcome> Retries { get; init; } = [];
}
