namespace Cluster.Bench.Common;

/// <summary>What a run was taken on.</summary>
public static class Machine
{
    /// <summary>Date, processors, runtime and how busy the machine is.</summary>
    public static string Describe()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1]
            : null;
        return $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} x {model ?? "unknown processor"}, .NET {Environment.Version}, load {Load()}";
    }

    /// <summary>Processes that wanted to run, on average over the last minute; more than there are processors: the machine was shared.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";
}
