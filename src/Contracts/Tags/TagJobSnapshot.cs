using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Tags;

/// <summary>A tag job as it stands.</summary>
[GenerateSerializer, Immutable, Alias("cluster.tag-job-snapshot")]
public sealed record TagJobSnapshot
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required JobId Id { get; init; }

    /// <summary>What was asked for.</summary>
    [Id(1)]
    public required TagJobSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public required JobState State { get; init; }

    /// <summary>Points looked at.</summary>
    [Id(3)]
    public long Looked { get; init; }

    /// <summary>Points that got a label.</summary>
    [Id(4)]
    public long Tagged { get; init; }

    /// <summary>Points there were to look at when it began.</summary>
    [Id(5)]
    public long Total { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(6)]
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    [Id(7)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed; null when it has not.</summary>
    [Id(8)]
    public Failure? Failure { get; init; }
}
