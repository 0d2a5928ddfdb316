using System.Diagnostics;

namespace Cluster.Bench.Common;

/// <summary>Interleaved timing: on a machine that others use too, only what ran side by side compares.</summary>
public static class Rounds
{
    /// <summary>How long the repetitions took together.</summary>
    public static double Seconds(int repetitions, Action work)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < repetitions; i++)
        {
            work();
        }

        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>The middle one, which a neighbour's burst does not move.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
