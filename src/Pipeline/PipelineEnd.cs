using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline;

/// <summary>How a run ended.</summary>
/// <param name="Complete">Whether every image of the partition is accounted for and committed.</param>
/// <param name="Failure">What stopped it; null when it is complete or was asked to stop.</param>
public sealed record PipelineEnd(bool Complete, Failure? Failure)
{
    /// <summary>All accounted for.</summary>
    public static PipelineEnd Completed { get; } = new(true, null);

    /// <summary>Stopped on demand, progress committed.</summary>
    public static PipelineEnd Stopped { get; } = new(false, null);

    /// <summary>Stopped by a fault; what was committed stays.</summary>
    public static PipelineEnd Failed(Failure failure) => new(false, failure);
}
