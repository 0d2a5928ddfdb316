using Cluster.Contracts.Comparisons;
using Cluster.Gateway.Failures;

namespace Cluster.Gateway.Comparisons;

/// <summary>A comparison as it stands.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="IsOver">Whether it is over.</param>
/// <param name="Doing">What is being done.</param>
/// <param name="Encoders">The figures, encoder by encoder; empty while it runs.</param>
/// <param name="Verdict">Which one to choose and why; absent while it runs.</param>
/// <param name="Failure">Why it failed; absent otherwise.</param>
/// <param name="Report">Where the report is, relative to the gateway; absent while it runs.</param>
public sealed record ComparisonView(
    string Collection, bool IsOver, string Doing, IReadOnlyList<ComparedView> Encoders, string? Verdict, FailureView? Failure, string? Report)
{
    internal static ComparisonView Of(ComparisonSnapshot snapshot) => new(
        snapshot.Spec.Collection.Value,
        snapshot.IsOver,
        snapshot.Doing,
        [.. snapshot.Figures.Select(static one => new ComparedView(
            one.Encoder.Value, one.Family, one.Licence, one.Dimension, one.ZeroShot, one.TextRecall, one.Purity, one.ImagesPerSecond, one.Hours, one.Cost, one.VectorBytes, one.Agreement, one.Pictures))],
        snapshot.Verdict,
        FailureView.Of(snapshot.Failure),
        snapshot.Verdict is null ? null : $"/v1/collections/{snapshot.Spec.Collection}/comparison/report");
}
