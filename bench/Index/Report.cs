namespace Cluster.Bench.Index;

/// <summary>The rows of a run: figure, target, verdict.</summary>
internal sealed class Report
{
    private int _missed;

    public Report() => Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}\n{"figure",-46} {"value",14}   target");

    public void Row(string figure, double value, string unit, double? atLeast = null, double? atMost = null)
    {
        var met = !(value < atLeast) && !(value > atMost);
        _missed += met ? 0 : 1;
        var target = atLeast is not null ? $">= {atLeast:N2}" : atMost is not null ? $"<= {atMost:N2}" : "";
        Console.WriteLine($"{figure,-46} {value,14:N2} {unit,-9} {target} {(target.Length == 0 ? "" : met ? "met" : "MISSED")}");
    }

    public int Finish() => _missed == 0 ? 0 : 1;
}
