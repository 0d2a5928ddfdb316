using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Failures;

/// <summary>Tells what passes by itself, such as the death of a silo, from what does not.</summary>
internal static class ClusterFaults
{
    /// <summary>What is told of a passing fault that did not pass in time.</summary>
    public static readonly Failure Unanswered = new(FailureKind.Unavailable, "The cluster did not answer in time. Try again in a few seconds.");

    /// <summary>
    /// Whether a fault comes from silos that do not reach each other or from a store that does not answer them. That store is the silo host's choice, so its
    /// exceptions are known here by where they come from, not by type.
    /// </summary>
    public static bool ArePassing(Exception fault) => fault switch
    {
        FailureException failure => failure.Failure.Kind == FailureKind.Unsettled,
        OrleansException or TimeoutException => true,
        _ => IsForeign(fault.GetType().Namespace ?? "") || (fault.InnerException is { } inner && ArePassing(inner)),
    };

    private static bool IsForeign(string name) => name.StartsWith("Orleans", StringComparison.Ordinal) || name.StartsWith("StackExchange.Redis", StringComparison.Ordinal);
}
