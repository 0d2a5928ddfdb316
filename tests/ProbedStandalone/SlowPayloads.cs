using System.Reflection;
using Cluster.Domain.Identity;
using Cluster.VectorIndex;

namespace Cluster.ProbedStandalone;

/// <summary>An index whose payload writes take a while, and are noted: a line each with the number of points.</summary>
public class SlowPayloads : ProbedIndex
{
    private TimeSpan _delay;
    private string _notes = "";

    /// <summary>Puts it before an index.</summary>
    public static IVectorIndex Before(IVectorIndex inner, TimeSpan delay, string notes) =>
        Before<SlowPayloads>(inner, probe => (probe._delay, probe._notes) = (delay, notes));

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IVectorIndex.SetPayloadAsync) && args is [_, IReadOnlyList<PointId> ids, ..]
            ? SetSlowlyAsync(targetMethod, args, ids.Count)
            : Forward(targetMethod, args);

    private async Task SetSlowlyAsync(MethodInfo method, object?[] args, int points)
    {
        await Task.Delay(_delay);
        await (Task)Forward(method, args)!;
        await File.AppendAllTextAsync(_notes, $"{points}\n");
    }
}
