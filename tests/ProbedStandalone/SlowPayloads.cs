using System.Reflection;
using Cluster.Domain.Identity;
using Cluster.VectorIndex;

namespace Cluster.ProbedStandalone;

/// <summary>An index whose payload writes take a while, and are noted: a line each with the number of points.</summary>
public class SlowPayloads : DispatchProxy
{
    private IVectorIndex _inner = null!;
    private TimeSpan _delay;
    private string _notes = "";

    /// <summary>Puts it before an index.</summary>
    public static IVectorIndex Before(IVectorIndex inner, TimeSpan delay, string notes)
    {
        var proxy = Create<IVectorIndex, SlowPayloads>();
        var slow = (SlowPayloads)(object)proxy;
        (slow._inner, slow._delay, slow._notes) = (inner, delay, notes);
        return proxy;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IVectorIndex.SetPayloadAsync) && args is [_, IReadOnlyList<PointId> ids, ..])
        {
            return SetSlowlyAsync(targetMethod, args, ids.Count);
        }

        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException fault) when (fault.InnerException is { } inner)
        {
            throw inner;
        }
    }

    private async Task SetSlowlyAsync(MethodInfo method, object?[] args, int points)
    {
        await Task.Delay(_delay);
        await (Task)method.Invoke(_inner, args)!;
        await File.AppendAllTextAsync(_notes, $"{points}\n");
    }
}
