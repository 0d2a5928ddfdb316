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

    /// <summary>Columns that the words beside the bar take, as a rule.</summary>
    private const int WordsWidth = 92;
    private const int LeastBar = 10;
    private const int WidestBar = 40;

    /// <summary>Waits, reports, and gives the exit code that the job's end deserves.</summary>
    public static async Task<int> WaitAsync(GatewayCommand gateway, ParseResult parsed, ClusterClient client, Job job, CancellationToken cancellationToken)
    {
        var terminal = gateway.Terminal;
        var pace = new JobPace(job, terminal.Time);
        terminal.Note($"Job {job.Id}: {job.Corpus.Location} into {job.Collection}, by {job.Encoder}");
        try
        {
            if (terminal.Error.Profile.Capabilities.Interactive)
            {
                terminal.Note("Ctrl+C ends the watching, not the job.");
            }

            var watched = JobWatch.WatchAsync(client, job.Id, terminal.Note, terminal.Time, cancellationToken);
            job = terminal.Error.Profile.Capabilities.Interactive
                ? await BarAsync(terminal.Error, watched, job, pace)
                : await LogAsync(terminal.Note, watched, job, pace);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Note($"Stopped watching; job {job.Id} goes on.");
            terminal.Note($"  watch it again:  cluster jobs wait {job.Id}");
            terminal.Note($"  end it:          cluster jobs cancel {job.Id}");
            return ExitCode.Interrupted;
        }

        JobReport.Write(terminal, job, parsed.GetValue(gateway.Json));
        return job.State == "completed" ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Task<Job> BarAsync(IAnsiConsole console, IAsyncEnumerable<Job> watched, Job job, JobPace pace) => console.Progress()
        .Columns(
            new ProgressBarColumn { Width = Math.Clamp(console.Profile.Width - WordsWidth, LeastBar, WidestBar) },
            new PercentageColumn(),
            new SpinnerColumn(),
            new JobPaceColumn(pace))
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask(Markup.Escape(job.Id), maxValue: 1);
            await foreach (var now in watched)
            {
                job = now;
                pace.See(now);
                bar.IsIndeterminate = now.TotalImages is null && !now.IsOver;
                bar.MaxValue = Math.Max(1, now.TotalImages ?? now.Accounted);
                bar.Value = now.State == "completed" ? bar.MaxValue : now.Accounted;
            }

            return job;
        });

    private static async Task<Job> LogAsync(Action<string> note, IAsyncEnumerable<Job> watched, Job job, JobPace pace)
    {
        (string State, long Step)? told = null;
        await foreach (var now in watched)
        {
            job = now;
            pace.See(now);
            var step = now.TotalImages is > 0 and var total ? now.Accounted * LogSteps / total : now.CompletedPartitions;
            if (told != (now.State, step))
            {
                told = (now.State, step);
                note($"{now.Id}: {pace.Describe()}");
            }
        }

        return job;
    }
}
