using Cluster.Contracts.Tags;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Tags;

/// <summary>What is remembered of a tag job.</summary>
[GenerateSerializer, Alias("cluster.tag-job-record")]
public sealed record TagJobRecord
{
    /// <summary>What was asked for; null before it was submitted.</summary>
    [Id(0)]
    public TagJobSpec? Spec { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public JobState State { get; init; }

    /// <summary>How far it is; null before its first page.</summary>
    [Id(2)]
    public TagProgress? Progress { get; init; }

    /// <summary>Counts the runs; the commits of an older one are refused.</summary>
    [Id(3)]
    public long Run { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(4)]
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(5)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    [Id(6)]
    public Failure? Failure { get; init; }
}
