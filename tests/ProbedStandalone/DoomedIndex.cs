using System.Diagnostics;
using System.Reflection;
using Cluster.VectorIndex;

namespace Cluster.ProbedStandalone;

/// <summary>An index that ends the process as kill -9 does, when so many deletions have been made; with 0 right before the first.</summary>
public class DoomedIndex : ProbedIndex
{
    private int _left;

    /// <summary>Puts it before an index.</summary>
    public static IVectorIndex Before(IVectorIndex inner, int deletions) => Before<DoomedIndex>(inner, probe => probe._left = deletions);

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var isDeletion = targetMethod!.Name == nameof(IVectorIndex.DeleteAsync);
        if (isDeletion && Volatile.Read(ref _left) == 0)
        {
            Process.GetCurrentProcess().Kill();
        }

        var result = Forward(targetMethod, args);
        return isDeletion ? CountAsync((Task<long>)result!) : result;
    }

    private async Task<long> CountAsync(Task<long> deletion)
    {
        var deleted = await deletion;
        if (Interlocked.Decrement(ref _left) == 0)
        {
            Process.GetCurrentProcess().Kill();
        }

        return deleted;
    }
}
