using System.CommandLine;
using System.Globalization;
using Cluster.Client;
using Cluster.Client.Jobs;

namespace Cluster.Cli.Jobs;

/// <summary><c>cluster jobs</c>.</summary>
internal static class JobCommands
{
    public static Command Create(GatewayCommand gateway) => new("jobs", "Submit, watch and steer jobs")
    {
        SubmitCommand.Create(gateway),
        List(gateway),
        Show(gateway),
        Verb(gateway, "pause", "Stop a job after a last checkpoint", static (client, id, cancellationToken) => client.PauseJobAsync(id, cancellationToken)),
        Verb(gateway, "resume", "Have a paused or failed job go on", static (client, id, cancellationToken) => client.ResumeJobAsync(id, cancellationToken)),
        Verb(gateway, "cancel", "End a job for good; what was written stays", static (client, id, cancellationToken) => client.CancelJobAsync(id, cancellationToken)),
        Verb(gateway, "confirm", "Have a held job delete the points that its pass does not keep", static (client, id, cancellationToken) => client.ConfirmJobAsync(id, cancellationToken)),
        Verb(gateway, "decline", "Have a held job end without deleting points", static (client, id, cancellationToken) => client.DeclineJobAsync(id, cancellationToken)),
        RetryCommand.Create(gateway),
        Wait(gateway),
    };

    private static Argument<string> Id() => new("id") { Description = "The job's id" };

    private static Command List(GatewayCommand gateway)
    {
        var limit = new Option<int>("--limit") { Description = "Jobs to list, 1 to 500", DefaultValueFactory = static _ => 50 };
        return gateway.Does(new Command("list", "List jobs, newest first") { limit }, async (parsed, client, cancellationToken) =>
        {
            var jobs = await client.ListJobsAsync(parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(jobs);
                return ExitCode.Ok;
            }

            gateway.Terminal.WriteRows(["JOB", "STATE", "COLLECTION", "CORPUS", "DONE", "OF", "QUARANTINED"], jobs.Select(static job => (IReadOnlyList<string>)
            [
                job.Id, job.State, job.Collection, job.Corpus.Name, Count(job.Accounted), job.TotalImages is { } total ? Count(total) : "?", Count(job.Quarantined),
            ]));
            return ExitCode.Ok;
        });
    }

    private static Command Show(GatewayCommand gateway)
    {
        var id = Id();
        return gateway.Does(new Command("show", "Show a job") { id }, async (parsed, client, cancellationToken) =>
        {
            JobReport.Write(gateway.Terminal, await client.ShowJobAsync(parsed.GetRequiredValue(id), cancellationToken), parsed.GetValue(gateway.Json));
            return ExitCode.Ok;
        });
    }

    private static Command Verb(GatewayCommand gateway, string name, string description, Func<ClusterClient, string, CancellationToken, Task<Job>> act)
    {
        var id = Id();
        return gateway.Does(new Command(name, description) { id }, async (parsed, client, cancellationToken) =>
        {
            JobReport.Write(gateway.Terminal, await act(client, parsed.GetRequiredValue(id), cancellationToken), parsed.GetValue(gateway.Json));
            return ExitCode.Ok;
        });
    }

    private static Command Wait(GatewayCommand gateway)
    {
        var id = Id();
        return gateway.Does(new Command("wait", "Watch a job until it is over") { id }, async (parsed, client, cancellationToken) =>
        {
            var job = await client.ShowJobAsync(parsed.GetRequiredValue(id), cancellationToken);
            return await JobWaiting.WaitAsync(gateway, parsed, client, job, cancellationToken);
        });
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
