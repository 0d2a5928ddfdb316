using Cluster.Domain.Outcomes;

namespace Cluster.Grains;

/// <summary>What goes wrong when one silo calls another, in the words of the pipeline.</summary>
public static class GrainFaults
{
    /// <summary>Makes a call; a grain that cannot be reached now, or whose state cannot be written now, is a fault that passes.</summary>
    /// <exception cref="FailureException">Unavailable.</exception>
    public static async Task<T> AsFailuresAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception fault) when (fault is not (FailureException or OperationCanceledException))
        {
            throw new FailureException(FailureKind.Unavailable, $"A part of the cluster does not answer now: {fault.Message}", fault);
        }
    }
}
