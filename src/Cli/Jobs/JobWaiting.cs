using System.CommandLine;
using Cluster.Client;
using Cluster.Client.Jobs;
using Spectre.Console;

namespace Cluster.Cli.Jobs;

/// <summary>Waits for a job, with a progress bar for people and few lines for logs. Ctrl+C ends the waiting, never the job.</summary>
internal static class JobWaiting
{
    /// <summary>Shares of the whole after which a log gets a line.</summary>
    private const int LogSteps = 20;

    /// <summary>Waits, reports, and gives the exit code that the job's end deserves.</summary>
    public static async Task<int> WaitAsync(GatewayCommand gateway, ParseResult parsed, ClusterClient client, Job job, CancellationToken cancellationToken)
    {
        var terminal = gateway.Terminal;
        var pace = new JobPace(job, terminal.Time);
        try
        {
            var watched = JobWatch.WatchAsync(client, job.Id, terminal.Note, terminal.Time, cancellationToken);
            job = terminal.Error.Profile.Capabilities.Interactive
                ? await BarAsync(terminal.Error, watched, job, pace)
                : await LogAsync(terminal.Note, watched, job, pace);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Note($"Stopped watching; job {job.Id} goes on. Watch it again with: cluster jobs wait {job.Id}. End it with: cluster jobs cancel {job.Id}");
            return ExitCode.Interrupted;
        }

        JobReport.Write(terminal, job, parsed.GetValue(gateway.Json));
        return job.State == "completed" ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Task<Job> BarAsync(IAnsiConsole console, IAsyncEnumerable<Job> watched, Job job, JobPace pace) => console.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask(Markup.Escape(job.Id), maxValue: 1);
            await foreach (var now in watched)
            {
                job = now;
                bar.IsIndeterminate = now.TotalImages is null && !now.IsOver;
                bar.MaxValue = Math.Max(1, now.TotalImages ?? now.Accounted);
                bar.Value = now.State == "completed" ? bar.MaxValue : now.Accounted;
                bar.Description = Markup.Escape(pace.Describe(now));
            }

            return job;
        });

    private static async Task<Job> LogAsync(Action<string> note, IAsyncEnumerable<Job> watched, Job job, JobPace pace)
    {
        (string State, long Step)? told = null;
        await foreach (var now in watched)
        {
            job = now;
            var step = now.TotalImages is > 0 and var total ? now.Accounted * LogSteps / total : now.CompletedPartitions;
            if (told != (now.State, step))
            {
                told = (now.State, step);
                note($"{now.Id}: {now.Accounted} of {now.TotalImages?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} images · {pace.Describe(now)}");
            }
        }

        return job;
    }
}
