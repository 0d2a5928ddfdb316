namespace Cluster.Contracts.Tests.Baseline;

/// <summary>Holds a surface against the facts that were promised.</summary>
internal static class WireBaseline
{
    /// <summary>What was promised and is not so any more: a member that is gone, has another id or another type, an alias that changed.</summary>
    public static IReadOnlyList<string> Broken(IEnumerable<string> baseline, IEnumerable<string> surface) => [.. baseline.Except(surface, StringComparer.Ordinal)];

    /// <summary>What is new, and has to be promised from now on.</summary>
    public static IReadOnlyList<string> Added(IEnumerable<string> baseline, IEnumerable<string> surface) => [.. surface.Except(baseline, StringComparer.Ordinal)];
}
