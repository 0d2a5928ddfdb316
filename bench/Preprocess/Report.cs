namespace Cluster.Bench.Preprocess;

/// <summary>The rows of a run: name, value, unit, bound, and whether it is kept.</summary>
internal sealed class Report
{
    private int _short;

    public void Row(string name, double value, string unit, double? atLeast = null, double? atMost = null)
    {
        var kept = !(value < atLeast) && !(value > atMost);
        _short += kept ? 0 : 1;
        var bound = atLeast is not null ? $">={atLeast}" : atMost is not null ? $"<={atMost}" : "-";
        Console.WriteLine($"{name,-46} {value,10:0.###} {unit,-9} {bound,-7} {(kept ? "ok" : "short")}");
    }

    /// <summary>A figure that could not be taken; it counts as short.</summary>
    public void Missing(string name, string reason)
    {
        _short++;
        Console.WriteLine($"{name,-46} {"-",10} {"-",-9} {"-",-7} short ({reason})");
    }

    public int Finish() => _short == 0 ? 0 : 1;
}
