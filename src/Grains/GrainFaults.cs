using Cluster.Domain.Outcomes;

namespace Cluster.Grains;

/// <summary>What goes wrong when one silo calls another, in the words of the pipeline.</summary>
public static class GrainFaults
{
    /// <summary>Makes a call; a grain that cannot be reached now, or whose state cannot be read or written now, is a fault that passes.</summary>
    /// <exception cref="FailureException">Unsettled, or Unavailable for what no trouble of the cluster explains.</exception>
    public static async Task<T> AsFailuresAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (fault is not (FailureException or OperationCanceledException))
        {
            throw new FailureException(Of(fault), fault);
        }
    }

    /// <summary>A fault of a call as a value.</summary>
    public static Failure Of(Exception fault) => new(
        IsOfCluster(fault) ? FailureKind.Unsettled : FailureKind.Unavailable, $"A part of the cluster does not answer now: {fault.Message}");

    /// <summary>
    /// Whether a silo's death or trouble with the store of the state explains a fault. That store is the host's choice, so its exceptions are known here by
    /// where they come from, not by type.
    /// </summary>
    public static bool IsOfCluster(Exception fault) =>
        fault is OrleansException or TimeoutException || IsForeign(fault.GetType().Namespace ?? "") || (fault.InnerException is { } inner && IsOfCluster(inner));

    private static bool IsForeign(string name) => name.StartsWith("Orleans", StringComparison.Ordinal) || name.StartsWith("StackExchange.Redis", StringComparison.Ordinal);
}
