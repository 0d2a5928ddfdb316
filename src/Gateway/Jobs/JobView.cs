using Cluster.Contracts.Jobs;
using Cluster.Domain.Jobs;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Jobs;

/// <summary>A job as it stands.</summary>
public sealed record JobView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>paused</c>, <c>completed</c>, <c>cancelled</c>, <c>failed</c>, or <c>held</c> until a person confirms or declines deletions.</summary>
    public required string State { get; init; }

    /// <summary>Whether nothing more happens by itself: completed, cancelled, failed or held. A failed job may be resumed, a held one decided upon.</summary>
    public bool IsOver { get; init; }

    /// <summary>The images.</summary>
    public required CorpusView Corpus { get; init; }

    /// <summary>The collection as it was asked for.</summary>
    public required string Collection { get; init; }

    /// <summary>The concrete collection that is written.</summary>
    public required string ConcreteCollection { get; init; }

    /// <summary>The encoder that was resolved at submission.</summary>
    public required string Encoder { get; init; }

    /// <summary>Images encoded and written by this job so far.</summary>
    public long Embedded { get; init; }

    /// <summary>Images that were already there, of the same space and content.</summary>
    public long Unchanged { get; init; }

    /// <summary>Images set aside with a reason.</summary>
    public long Quarantined { get; init; }

    /// <summary>Images of the whole corpus, where they could be counted.</summary>
    public long? TotalImages { get; init; }

    /// <summary>Partitions that are complete.</summary>
    public int CompletedPartitions { get; init; }

    /// <summary>Partitions being worked on.</summary>
    public int PartitionsInFlight { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed, or the last passing fault while it runs.</summary>
    public FailureView? Failure { get; init; }

    /// <summary>Its claim against other jobs.</summary>
    public double Weight { get; init; }

    /// <summary>Partitions worked on at the same time at most; null for its share of the cluster.</summary>
    public int? MaxPartitionsInFlight { get; init; }

    /// <summary>Images read a second at most; null for no limit.</summary>
    public double? MaxImagesPerSecond { get; init; }

    /// <summary>Points deleted at the end, because their images are gone or set aside now.</summary>
    public long Deleted { get; init; }

    /// <summary>Points that the pass does not keep; of a held job, those that wait to be deleted.</summary>
    public long Doomed { get; init; }

    /// <summary>The job that this one retries; null for any other job.</summary>
    public string? RetryOf { get; init; }

    internal static JobView Of(JobSnapshot job) => new()
    {
        Id = job.Id.Value,
        State = job.State.ToString().ToLowerInvariant(),
        IsOver = job.State.IsOver() || job.State is JobState.Failed or JobState.Held,
        Corpus = CorpusView.Of(job.Spec.Corpus),
        Collection = job.Spec.Collection.Value,
        ConcreteCollection = job.Collection.Value,
        Encoder = job.Encoder.Value,
        Embedded = job.Counts.Embedded,
        Unchanged = job.Counts.Unchanged,
        Quarantined = job.Counts.Quarantined,
        TotalImages = job.TotalImages,
        CompletedPartitions = job.CompletedPartitions,
        PartitionsInFlight = job.PartitionsInFlight,
        SubmittedAt = job.SubmittedAt,
        EndedAt = job.EndedAt,
        Failure = FailureView.Of(job.Failure),
        Weight = job.Spec.Weight,
        MaxPartitionsInFlight = job.Spec.MaxPartitionsInFlight > 0 ? job.Spec.MaxPartitionsInFlight : null,
        MaxImagesPerSecond = job.Spec.MaxImagesPerSecond,
        Deleted = job.Deleted,
        Doomed = job.Doomed,
        RetryOf = job.Spec.Retry?.Of.Value,
    };
}
