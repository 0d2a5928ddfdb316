using Cluster.Bench.Common;

namespace Cluster.Bench.Growth;

/// <summary>Figures of rising sizes and how they grow: the slope in a picture with logarithmic axes.</summary>
internal sealed class Sizes
{
    private readonly List<(double Size, double Value)> _taken = [];

    public void Add(double size, double value) => _taken.Add((size, value));

    /// <summary>The exponent between the last two sizes, where what costs the same at any size no longer shows; 1 is linear.</summary>
    public double Exponent()
    {
        if (_taken.Count < 2)
        {
            return double.NaN;
        }

        var (before, last) = (_taken[^2], _taken[^1]);
        return Math.Log(last.Value / before.Value) / Math.Log(last.Size / before.Size);
    }

    public void Report(Report report, string name, double atMost) => report.Row(name + ".exponent", Exponent(), "-", atMost: atMost);
}
