using System.Globalization;

namespace Cluster.Bench.Common;

/// <summary>The rows of a run: name, value, unit, bound, and whether it is kept. bench/run.sh stores what is printed here.</summary>
public sealed class Report
{
    private int _short;

    /// <summary>Prints a figure; without a bound it is there to be read only.</summary>
    public void Row(string name, double value, string unit, double? atLeast = null, double? atMost = null)
    {
        (name, unit) = (Word(name), unit.Length == 0 ? "-" : Word(unit));
        var kept = !(value < atLeast) && !(value > atMost) && !double.IsNaN(value);
        _short += kept ? 0 : 1;
        var bound = atLeast is not null ? $">={atLeast.Value.ToString(CultureInfo.InvariantCulture)}" : atMost is not null ? $"<={atMost.Value.ToString(CultureInfo.InvariantCulture)}" : "-";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-50} {value,12:0.####} {unit,-9} {bound,-8} {(kept ? "ok" : "short")}"));
    }

    // A row is split at blanks.
    private static string Word(string text) => text.Replace(",", "", StringComparison.Ordinal).Replace(' ', '-');

    /// <summary>A figure that could not be taken; it counts as short.</summary>
    public void Missing(string name, string reason)
    {
        _short++;
        Console.WriteLine($"{name,-50} {"-",12} {"-",-9} {"-",-8} short ({reason})");
    }

    /// <summary>A remark about the run.</summary>
    public static void Note(string text) => Console.WriteLine("# " + text);

    /// <summary>The status that a benchmark ends with: 1 when a bound was not kept.</summary>
    public int Finish() => _short == 0 ? 0 : 1;
}
