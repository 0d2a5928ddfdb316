using Cluster.Contracts.Encoders.Tuning;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Encoders.Tuning;

/// <summary>How far a tuning is, and what lies beside the model.</summary>
/// <param name="Running">Whether one is under way; ask again then.</param>
/// <param name="Failure">Why the last one could not be done, or what lies beside the model not be read.</param>
/// <param name="Progress">What is being tried.</param>
/// <param name="Results">What was measured, one a machine and precision.</param>
internal sealed record TuningView(bool Running, FailureView? Failure, TuningProgressView? Progress, IReadOnlyList<TunedModelView> Results)
{
    public static TuningView Of(TuningStatus status) => new(
        status.Running, FailureView.Of(status.Failure), TuningProgressView.Of(status.Progress), [.. status.Results.Select(TunedModelView.Of)]);
}
