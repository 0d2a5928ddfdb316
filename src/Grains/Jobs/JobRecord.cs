using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Jobs;

/// <summary>What is remembered of a job: proportional to the partitions in flight, never to those of the corpus.</summary>
[GenerateSerializer, Alias("cluster.job-record")]
public sealed record JobRecord
{
    /// <summary>What was asked for; null when the job was never submitted.</summary>
    [Id(0)]
    public JobSpec? Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public JobState State { get; init; }

    /// <summary>Where the embeddings go, resolved once at submission.</summary>
    [Id(2)]
    public LiveCollection? Target { get; init; }

    /// <summary>Outcomes of the completed partitions.</summary>
    [Id(3)]
    public OutcomeCounts CompletedCounts { get; init; }

    /// <summary>Completed partitions.</summary>
    [Id(4)]
    public int CompletedPartitions { get; init; }

    /// <summary>Partitions handed out and not yet completed, by ordinal.</summary>
    [Id(5)]
    public IReadOnlyList<CorpusPartition> InFlight { get; init; } = [];

    /// <summary>The last partition handed out: where the listing goes on.</summary>
    [Id(6)]
    public CorpusPartition? LastListed { get; init; }

    /// <summary>Whether the listing has come to its end.</summary>
    [Id(7)]
    public bool ListedAll { get; init; }

    /// <summary>Images of the corpus, where a quick count was possible.</summary>
    [Id(8)]
    public long? TotalImages { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(9)]
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(10)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed, or the last passing fault.</summary>
    [Id(11)]
    public Failure? Failure { get; init; }

    /// <summary>Faults in a row with no partition completed between them.</summary>
    [Id(12)]
    public int FaultsInARow { get; init; }

    /// <summary>The trace that it was submitted in (W3C <c>traceparent</c>).</summary>
    [Id(13)]
    public string? TraceParent { get; init; }

    /// <summary>What retries of it have found out, in whole partitions.</summary>
    [Id(14)]
    public IReadOnlyList<RetryOutcome> Retries { get; init; } = [];

    /// <summary>The job that was complete before, over the same corpus.</summary>
    [Id(15)]
    public JobId? Before { get; init; }

    /// <summary>Whether the embeddings also go into the lake; decided at submission.</summary>
    [Id(16)]
    public bool Lake { get; init; }

    /// <summary>Points deleted at the end.</summary>
    [Id(17)]
    public long Deleted { get; init; }

    /// <summary>Points that the pass does not keep.</summary>
    [Id(18)]
    public long Doomed { get; init; }

    /// <summary>A person's word on deleting them; null while none was asked for or given.</summary>
    [Id(19)]
    public bool? Decision { get; init; }

    /// <summary>Retries that were asked for.</summary>
    [Id(20)]
    public int RetryRounds { get; init; }
}
