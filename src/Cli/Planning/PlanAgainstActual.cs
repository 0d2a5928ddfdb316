using System.CommandLine;
using System.Globalization;
using Cluster.Client;
using Cluster.Client.Jobs;
using Cluster.Client.Planning;

namespace Cluster.Cli.Planning;

/// <summary>A job as it goes, beside the plan for it.</summary>
internal static class PlanAgainstActual
{
    public static async Task<int> RunAsync(
        GatewayCommand gateway, ParseResult parsed, ClusterClient client, string id, Calibration? calibration, PlanOptions options, CancellationToken cancellationToken)
    {
        var job = await client.ShowJobAsync(id, cancellationToken);
        if (job.TotalImages is not { } total || total == 0)
        {
            throw new CliException(ExitCode.Failed, $"Job {id} has not counted its images yet; ask again later.");
        }

        var comparison = Compare(job, total, Planner.Make(options.InputOf(parsed, total, calibration), null), gateway.Terminal.Time.GetUtcNow());
        if (parsed.GetValue(gateway.Json))
        {
            gateway.Terminal.WriteJson(comparison);
            return ExitCode.Ok;
        }

        var terminal = gateway.Terminal;
        terminal.WriteLine(Invariant($"job        {job.Id}, {job.State}: {job.Accounted:N0} of {total:N0} images"));
        terminal.WriteLine(Invariant($"planned    {comparison.PlannedImagesPerSecond:N1} images/s, {PlanReport.Duration(comparison.PlannedSeconds)} in all"));
        terminal.WriteLine(Invariant($"actual     {comparison.ActualImagesPerSecond:N1} images/s, {PlanReport.Duration(comparison.ActualSeconds)} so far, {PlanReport.Duration(comparison.ExpectedSeconds)} in all at this pace"));
        terminal.WriteLine(Invariant($"ratio      {comparison.Ratio:P0} of the planned time"));
        return ExitCode.Ok;
    }

    private static PlanComparison Compare(Job job, long total, Plan plan, DateTimeOffset now)
    {
        var actual = Math.Max(0.001, ((job.EndedAt ?? now) - job.SubmittedAt).TotalSeconds);
        var rate = job.Accounted / actual;
        var expected = job.IsOver || rate <= 0 ? actual : actual + ((total - job.Accounted) / rate);
        return new PlanComparison(job.Id, plan.ImagesPerSecond, plan.WallSeconds, rate, actual, expected, expected / plan.WallSeconds);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
