using System.Globalization;

namespace Cluster.Bench.Plots;

/// <summary>Figures named <c>what.SIZE</c> over the size, both axes logarithmic; a straight line of slope 1 is linear growth.</summary>
internal static class GrowthPlot
{
    private const int Side = 200;
    private const int Gap = 70;
    private const int Columns = 3;

    public static void Draw(IReadOnlyList<ResultRow> rows, string path)
    {
        var series = rows
            .Select(static row => (Row: row, Dot: row.Name.LastIndexOf('.')))
            .Where(static r => r.Dot > 0 && int.TryParse(r.Row.Name[(r.Dot + 1)..], CultureInfo.InvariantCulture, out _))
            .GroupBy(static r => r.Row.Name[..r.Dot], static r => (Size: double.Parse(r.Row.Name[(r.Dot + 1)..], CultureInfo.InvariantCulture), r.Row.Value, r.Row.Unit))
            .Where(static group => group.Count() > 1)
            .ToArray();
        if (series.Length == 0)
        {
            return;
        }

        var lines = (series.Length + Columns - 1) / Columns;
        var svg = new Svg((Columns * (Side + Gap)) + 20, (lines * (Side + Gap)) + 10);
        for (var i = 0; i < series.Length; i++)
        {
            Panel(svg, series[i].Key, [.. series[i].OrderBy(static p => p.Size)], 50 + (i % Columns * (Side + Gap)), 30 + (i / Columns * (Side + Gap)));
        }

        svg.Save(path);
    }

    private static void Panel(Svg svg, string name, (double Size, double Value, string Unit)[] points, double left, double top)
    {
        var (low, high) = (Math.Floor(Math.Log10(points.Min(static p => p.Value))), Math.Ceiling(Math.Log10(points.Max(static p => p.Value))));
        high = Math.Max(high, low + 1);
        var (first, last) = (Math.Log10(points[0].Size), Math.Log10(points[^1].Size));
        double X(double size) => left + (Side * (Math.Log10(size) - first) / (last - first));
        double Y(double value) => top + Side - (Side * (Math.Log10(value) - low) / (high - low));
        svg.Text(left, top - 10, $"{name} ({points[0].Unit})", colour: "#374151");
        svg.Line(left, top, left, top + Side, Svg.Ink);
        svg.Line(left, top + Side, left + Side, top + Side, Svg.Ink);
        for (var decade = low; decade <= high; decade++)
        {
            svg.Text(left - 6, Y(Math.Pow(10, decade)) + 4, Math.Pow(10, decade).ToString("0.###", CultureInfo.InvariantCulture), "end");
        }

        for (var i = 0; i < points.Length; i++)
        {
            svg.Text(X(points[i].Size), top + Side + 16, points[i].Size.ToString("#,0", CultureInfo.InvariantCulture), "middle");
            svg.Dot(X(points[i].Size), Y(points[i].Value), Svg.Good);
            if (i > 0)
            {
                svg.Line(X(points[i - 1].Size), Y(points[i - 1].Value), X(points[i].Size), Y(points[i].Value), Svg.Good);
            }
        }
    }
}
