using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client.Jobs;

namespace Cluster.Cli.Jobs;

/// <summary>A job in words.</summary>
internal static class JobReport
{
    public static void Write(Terminal terminal, Job job, bool json)
    {
        if (json)
        {
            terminal.WriteJson(job);
            return;
        }

        terminal.WriteLine(Invariant($"job          {job.Id}"));
        terminal.WriteLine(Invariant($"state        {job.State}"));
        terminal.WriteLine(Invariant($"corpus       {job.Corpus.Name} ({job.Corpus.Kind}: {job.Corpus.Location})"));
        terminal.WriteLine(Invariant($"collection   {job.Collection} ({job.ConcreteCollection})"));
        terminal.WriteLine(Invariant($"encoder      {job.Encoder}"));
        terminal.WriteLine(Invariant($"images       {(job.TotalImages is { } total ? $"{total:N0} listed" : "not counted yet")}"));
        terminal.WriteLine(Invariant($"embedded     {job.Embedded:N0}"));
        terminal.WriteLine(Invariant($"unchanged    {job.Unchanged:N0}"));
        terminal.WriteLine(Invariant($"quarantined  {job.Quarantined:N0}"));
        terminal.WriteLine(Invariant($"deleted      {job.Deleted:N0}"));
        terminal.WriteLine(Invariant($"partitions   {job.CompletedPartitions:N0} complete, {job.PartitionsInFlight:N0} in flight"));
        terminal.WriteLine(Invariant($"submitted    {job.SubmittedAt:yyyy-MM-dd HH:mm:ss} UTC"));
        if (job.EndedAt is { } ended)
        {
            terminal.WriteLine(Invariant($"ended        {ended:yyyy-MM-dd HH:mm:ss} UTC"));
        }

        if (job.RetryOf is { } retried)
        {
            terminal.WriteLine($"retries      {retried}");
        }

        if (job.State == "held")
        {
            terminal.WriteLine(Invariant($"would go     {job.Doomed:N0} points: cluster jobs confirm {job.Id}, or: cluster jobs decline {job.Id}"));
        }

        if (job.Failure is { } failure)
        {
            terminal.WriteLine($"fault        {failure.Title}: {failure.Detail}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
