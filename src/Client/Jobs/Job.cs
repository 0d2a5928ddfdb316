using System.Text.Json.Serialization;
using Cluster.Client.Failures;

namespace Cluster.Client.Jobs;

/// <summary>A job as it stands.</summary>
public sealed record Job
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>paused</c>, <c>completed</c>, <c>cancelled</c>, <c>failed</c>, or <c>held</c> until a person confirms or declines deletions.</summary>
    public required string State { get; init; }

    /// <summary>Whether nothing more happens by itself: completed, cancelled or failed. A failed job may be resumed.</summary>
    public bool IsOver { get; init; }

    /// <summary>The images.</summary>
    public required Corpus Corpus { get; init; }

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
    public Fault? Failure { get; init; }

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

    /// <summary>Images accounted for so far.</summary>
    [JsonIgnore]
    public long Accounted => Embedded + Unchanged + Quarantined;
}
