using System.Diagnostics;

namespace Cluster.Bench.Scale;

/// <summary>Takes the <see cref="Usage"/> of this process from a moment on.</summary>
internal sealed class UsageMeter
{
    private readonly CallCounter _counter;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _cpu = Cpu();
    private readonly long _calls;
    private readonly long _grainCalls;

    private UsageMeter(CallCounter counter) => (_counter, _calls, _grainCalls) = (counter, counter.Total, counter.Grains);

    public static UsageMeter Start(CallCounter counter) => new(counter);

    public Usage End(int partitions) =>
        new(partitions, _clock.Elapsed.TotalSeconds, (Cpu() - _cpu).TotalMilliseconds, _counter.Total - _calls, _counter.Grains - _grainCalls);

    private static TimeSpan Cpu() => Environment.CpuUsage.TotalTime;
}
