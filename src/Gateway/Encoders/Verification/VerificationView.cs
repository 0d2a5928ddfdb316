using Cluster.Contracts.Encoders.Verification;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Encoders.Verification;

/// <summary>How far a comparison is, and what is signed off beside the model.</summary>
/// <param name="Running">Whether one is under way; ask again then.</param>
/// <param name="Failure">Why the last one could not be done.</param>
/// <param name="Results">One a variant.</param>
internal sealed record VerificationView(bool Running, FailureView? Failure, IReadOnlyList<VerifiedVariantView> Results)
{
    public static VerificationView Of(VerificationStatus status) => new(
        status.Running, FailureView.Of(status.Failure), [.. status.Results.Select(VerifiedVariantView.Of)]);
}
