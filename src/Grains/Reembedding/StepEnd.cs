using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;

namespace Cluster.Grains.Reembedding;

/// <summary>How a step of a re-embedding ended.</summary>
/// <param name="What">The event it brought about; null when it was stopped or failed.</param>
/// <param name="Failure">Why it failed; it is tried again.</param>
/// <param name="Update">What the record learns.</param>
public sealed record StepEnd(ReembeddingEvent? What, Failure? Failure = null, Func<ReembeddingRecord, ReembeddingRecord>? Update = null)
{
    /// <summary>It was asked to stop.</summary>
    public static StepEnd Stopped { get; } = new((ReembeddingEvent?)null);

    /// <summary>An event, with nothing else to remember.</summary>
    public static StepEnd Of(ReembeddingEvent what) => new(what);
}
