using System.Diagnostics;
using System.Globalization;

namespace Cluster.Bench.Pipeline;

/// <summary>Processor time of this process or another, which neighbours on a shared machine do not lengthen as they do a clock's.</summary>
internal static class ProcessorTime
{
    public static double OfThis()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>Of a process and what it started that still runs; 0 for null.</summary>
    public static double Of(int? process)
    {
        if (process is null || !File.Exists($"/proc/{process}/stat"))
        {
            return 0;
        }

        // Fields 14 and 15 of proc(5), in clock ticks of 10 ms; the name before them may hold blanks.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / 100.0;
    }
}
