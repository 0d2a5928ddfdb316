using System.CommandLine;

namespace Cluster.Cli.Jobs;

/// <summary><c>cluster jobs retry</c>.</summary>
internal static class RetryCommand
{
    public static Command Create(GatewayCommand gateway)
    {
        var id = new Argument<string>("id") { Description = "The job's id" };
        var quarantined = new Option<bool>("--quarantined") { Description = "Try again what the job set aside", Required = true };
        var reason = new Option<string?>("--reason") { Description = "Only what was set aside for this reason, such as timed-out", HelpName = "REASON" };
        var wait = new Option<bool>("--wait") { Description = "Watch the retry until it is over" };
        var command = new Command("retry", "Try the images again that a completed job set aside, and no others") { id, quarantined, reason, wait };
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var job = await client.RetryJobAsync(parsed.GetRequiredValue(id), parsed.GetValue(reason), cancellationToken);
            if (parsed.GetValue(wait))
            {
                return await JobWaiting.WaitAsync(gateway, parsed, client, job, cancellationToken);
            }

            JobReport.Write(gateway.Terminal, job, parsed.GetValue(gateway.Json));
            gateway.Terminal.Note($"Watch it with: cluster jobs wait {job.Id}");
            return ExitCode.Ok;
        });
    }
}
