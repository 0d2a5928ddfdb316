using Cluster.Bench.Plots;

// Draws the last rows of every file under bench/results: bench/plots/<name>.svg, and the growth curves.
var results = Path.GetFullPath("bench/results");
var plots = Path.GetFullPath("bench/plots");
Directory.CreateDirectory(plots);
foreach (var file in Directory.CreateDirectory(results).GetFiles("*.tsv").Select(static f => f.FullName).Order(StringComparer.Ordinal))
{
    var name = Path.GetFileNameWithoutExtension(file);
    var rows = ResultRow.Last(file);
    if (MarginPlot.Draw(name, rows, Path.Combine(plots, $"{name}.svg")))
    {
        Console.WriteLine($"bench/plots/{name}.svg");
    }

    if (name == "growth")
    {
        GrowthPlot.Draw(rows, Path.Combine(plots, "growth-curves.svg"));
        Console.WriteLine("bench/plots/growth-curves.svg");
    }
}

return 0;
