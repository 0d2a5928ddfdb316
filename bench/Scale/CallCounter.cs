using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cluster.Contracts.Encoders;
using Cluster.Contracts.Jobs;

namespace Cluster.Bench.Scale;

/// <summary>Counts the calls that grains of all silos receive, by method. Each is two messages, a request and a response.</summary>
internal sealed class CallCounter : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Interface, string Method), StrongBox<long>> _calls = new();

    /// <summary>What the benchmark itself asks to see how far a job is.</summary>
    private static readonly HashSet<(string Interface, string Method)> Ours = [(nameof(IJobGrain), nameof(IJobGrain.ShowAsync)), (nameof(IEncoderDirectoryGrain), nameof(IEncoderDirectoryGrain.ListAsync))];

    /// <summary>Calls so far that jobs, partitions, scheduler and directories made, and Orleans for their sake: its own directory, its timers.</summary>
    public long Total => Calls.Where(static call => !Ours.Contains((call.Key.Interface.Split('.')[^1], call.Key.Method))).Sum(static call => call.Value);

    /// <summary>Of these, the calls from grain to grain.</summary>
    public long Grains => Calls
        .Where(static call => call.Key.Interface.StartsWith("Cluster.", StringComparison.Ordinal) && !Ours.Contains((call.Key.Interface.Split('.')[^1], call.Key.Method)))
        .Sum(static call => call.Value);

    public IReadOnlyDictionary<(string Interface, string Method), long> Calls => _calls.ToDictionary(static call => call.Key, static call => Volatile.Read(ref call.Value.Value));

    public Task Invoke(IIncomingGrainCallContext context)
    {
        Interlocked.Increment(ref _calls.GetOrAdd((context.InterfaceName, context.MethodName), static _ => new StrongBox<long>()).Value);
        return context.Invoke();
    }
}
