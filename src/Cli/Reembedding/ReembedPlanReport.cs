using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client.Reembedding;

namespace Cluster.Cli.Reembedding;

/// <summary>The plan of a re-embedding in words.</summary>
internal static class ReembedPlanReport
{
    public static void Write(Terminal terminal, ReembeddingPlan plan, ReembedCost? cost, bool json)
    {
        if (json)
        {
            terminal.WriteJson(new
            {
                plan.Collection,
                plan.OldEncoder,
                plan.NewEncoder,
                plan.Points,
                plan.Dimension,
                plan.ImagesPerSecond,
                plan.Cores,
                plan.BuildingSeconds,
                plan.ReadBytes,
                plan.VectorBytes,
                plan.RetentionSeconds,
                cost?.Currency,
                cost?.Cost,
                plan.Steps,
            });
            return;
        }

        terminal.WriteLine($"collection   {plan.Collection}");
        terminal.WriteLine($"encoder      {plan.OldEncoder} -> {plan.NewEncoder}");
        terminal.WriteLine(Invariant($"points       {plan.Points:N0} x {plan.Dimension}"));
        terminal.WriteLine(plan.BuildingSeconds is { } seconds
            ? Invariant($"time         {TimeSpan.FromSeconds(seconds):d\\.hh\\:mm\\:ss} on one machine of {plan.Cores} cores, at {plan.ImagesPerSecond:0.0} images/s measured just now")
            : "time         not known: no picture could be embedded");
        terminal.WriteLine(Invariant($"reads        {plan.ReadBytes / 1048576.0:N1} MiB of pictures"));
        terminal.WriteLine(Invariant($"memory       {plan.VectorBytes / 1048576.0:N1} MiB of vectors beside the old ones, until these are retired"));
        foreach (var (item, value) in cost?.Cost ?? new Dictionary<string, double>())
        {
            terminal.WriteLine(Invariant($"cost, {item,-7}{value:N2} {cost!.Currency}"));
        }

        if (cost is null)
        {
            terminal.WriteLine("cost         not known: give your prices with --prices");
        }

        for (var i = 0; i < plan.Steps.Count; i++)
        {
            terminal.WriteLine(Invariant($"step {i + 1}       {plan.Steps[i]}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
