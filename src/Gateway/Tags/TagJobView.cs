using Cluster.Contracts.Tags;
using Cluster.Domain.Jobs;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Tags;

/// <summary>A tag job as it stands.</summary>
public sealed record TagJobView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary><c>running</c>, <c>completed</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Whether nothing more happens.</summary>
    public bool IsOver { get; init; }

    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>The payload field that is written.</summary>
    public required string Field { get; init; }

    /// <summary>The labels, or the categories of a moderation.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Points looked at.</summary>
    public long Looked { get; init; }

    /// <summary>Points that got a label.</summary>
    public long Tagged { get; init; }

    /// <summary>Points there were to look at when it began.</summary>
    public long Total { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it ended; left out while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public FailureView? Failure { get; init; }

    internal static TagJobView Of(TagJobSnapshot job) => new()
    {
        Id = job.Id.Value,
        State = job.State.ToString().ToLowerInvariant(),
        IsOver = job.State != JobState.Running,
        Collection = job.Spec.Collection.Value,
        Field = job.Spec.Field,
        Labels = LabelsOf(job.Spec),
        Looked = job.Looked,
        Tagged = job.Tagged,
        Total = job.Total,
        SubmittedAt = job.SubmittedAt,
        EndedAt = job.EndedAt,
        Failure = FailureView.Of(job.Failure),
    };

    private static IReadOnlyList<string> LabelsOf(TagJobSpec spec) =>
        spec.Head?.Labels
        ?? (spec.Categories is { } categories ? [.. categories.Select(static category => category.Name)] : [.. spec.Labels!.Labels.Select(static label => label.Label)]);
}
