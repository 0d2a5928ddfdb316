using System.Globalization;

namespace Cluster.Bench.Plots;

/// <summary>A bar for every figure that has a bound: how far above it. The dashed line is the bound.</summary>
internal static class MarginPlot
{
    private const int Names = 330;
    private const int Bars = 360;
    private const int Row = 20;

    public static bool Draw(string title, IReadOnlyList<ResultRow> rows, string path)
    {
        var bounded = rows.Where(static row => row.Margin() is not null).ToArray();
        if (bounded.Length == 0)
        {
            return false;
        }

        // Logarithmic, from half the bound to sixteen times it.
        static double At(double margin) => Names + (Bars * (Math.Log2(Math.Clamp(margin, 0.5, 16)) + 1) / 5);
        var height = 44 + (bounded.Length * Row);
        var svg = new Svg(Names + Bars + 190, height);
        svg.Text(8, 18, $"{title}: figure over bound", colour: "#374151");
        svg.Text(8, height - 6, $"{bounded[^1].Date} {bounded[^1].Commit}, {bounded[^1].Machine}");
        for (var i = 0; i < bounded.Length; i++)
        {
            var (row, y) = (bounded[i], 28 + (i * Row));
            var margin = row.Margin()!.Value;
            svg.Text(Names - 8, y + 12, row.Name, "end");
            svg.Bar(At(0.5), y + 2, At(margin) - At(0.5), Row - 6, row.IsKept ? Svg.Good : Svg.Bad);
            svg.Text(At(margin) + 6, y + 12, string.Create(CultureInfo.InvariantCulture, $"{row.Value:0.###} {(row.Unit == "-" ? "" : row.Unit)} ({row.Bound})"));
        }

        svg.Line(At(1), 26, At(1), 28 + (bounded.Length * Row), Svg.Ink, isDashed: true);
        svg.Save(path);
        return true;
    }
}
