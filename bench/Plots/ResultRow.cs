using System.Globalization;

namespace Cluster.Bench.Plots;

/// <summary>A stored row: the last run's figure of that name.</summary>
internal sealed record ResultRow(string Date, string Commit, string Machine, string Name, double Value, string Unit, string Bound, bool IsKept)
{
    /// <summary>The newest row of every name in a file, in the order of the file's last run.</summary>
    public static IReadOnlyList<ResultRow> Last(string file)
    {
        Dictionary<string, ResultRow> rows = [];
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            if (line.Split('\t') is [var date, var commit, var machine, var name, var value, var unit, var bound, var verdict]
                && double.TryParse(value, CultureInfo.InvariantCulture, out var number))
            {
                rows.Remove(name);
                rows.Add(name, new(date, commit, machine, name, number, unit, bound, verdict == "ok"));
            }
        }

        return [.. rows.Values];
    }

    /// <summary>How far above its bound the figure is: 1 at the bound, more is better. Null without a bound that can be divided by.</summary>
    public double? Margin() => Bound switch
    {
        ['>', '=', .. var least] when double.TryParse(least, CultureInfo.InvariantCulture, out var bound) && bound > 0 => Value / bound,
        ['<', '=', .. var most] when double.TryParse(most, CultureInfo.InvariantCulture, out var bound) && bound > 0 && Value > 0 => bound / Value,
        _ => null,
    };
}
