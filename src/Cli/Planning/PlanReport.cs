using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.VectorIndex.Qdrant;

namespace Cluster.Cli.Planning;

/// <summary>A plan in words.</summary>
internal static class PlanReport
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static void Write(Terminal terminal, Plan plan)
    {
        terminal.WriteLine(Invariant($"images            {plan.Images:N0}, {Size(plan.ReadBytes)} to read"));
        terminal.WriteLine(Invariant($"bottleneck        {plan.Bottleneck}: {plan.ImagesPerSecond:N1} images/s"));
        terminal.WriteLine(Invariant($"wall time         {Duration(plan.WallSeconds)}"));
        terminal.WriteLine(Invariant($"core hours        {plan.CoreHours:N2}"));
        terminal.WriteLine(Invariant($"GPU hours         {plan.GpuHours:N2}"));
        terminal.WriteLine(Invariant($"index memory      {Size(plan.IndexMemoryBytes)}; with int8 quantisation {Size(plan.IndexMemoryQuantisedBytes)}"));
        terminal.WriteLine(Invariant($"index disk        {Size(plan.IndexDiskBytes)}"));
        terminal.WriteLine(Invariant($"embedding lake    {Size(plan.LakeBytes)}"));
        foreach (var (item, cost) in plan.Cost ?? new Dictionary<string, double>())
        {
            terminal.WriteLine(Invariant($"cost, {item,-12}{cost:N2} {plan.Currency}"));
        }

        terminal.WriteLine("");
        terminal.WriteLine("The collection in Qdrant:");
        foreach (var line in QdrantCollectionPlanText.Render(plan.Qdrant).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            terminal.WriteLine($"  {line}");
        }

        terminal.WriteLine("");
        terminal.WriteRows(
            ["PART", "IMAGES/S", "FROM"],
            plan.Stages.Select(static stage => (IReadOnlyList<string>)[stage.Name, Invariant($"{stage.ImagesPerSecond:N1}"), stage.Source]));
    }

    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return time.TotalDays >= 1 ? Invariant($"{time.TotalDays:N1} days") : Invariant($"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");
    }

    private static string Size(double bytes)
    {
        var unit = 0;
        while (bytes >= 1_024 && unit < Units.Length - 1)
        {
            bytes /= 1_024;
            unit++;
        }

        return Invariant($"{bytes:N1} {Units[unit]}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
