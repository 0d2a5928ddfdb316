using System.CommandLine;
using System.Globalization;
using Cluster.Client;

namespace Cluster.Cli.Jobs;

/// <summary><c>cluster quarantine</c>.</summary>
internal static class QuarantineCommands
{
    public static Command Create(GatewayCommand gateway) => new("quarantine", "See which images jobs set aside, and why") { List(gateway), Export(gateway) };

    private static Argument<string?> Job() => new("job") { Description = "The job's id. Default: the newest job that is no retry", Arity = ArgumentArity.ZeroOrOne };

    private static Option<string?> Reason() => new("--reason") { Description = "Only images set aside for this reason, such as truncated", HelpName = "REASON" };

    private static Command List(GatewayCommand gateway)
    {
        var (job, reason) = (Job(), Reason());
        var limit = new Option<int>("--limit") { Description = "Images to list", DefaultValueFactory = static _ => 1_000 };
        return gateway.Does(new Command("list", "List the images that a job set aside") { job, reason, limit }, async (parsed, client, cancellationToken) =>
        {
            var asked = await JobOfAsync(parsed.GetValue(job), client, cancellationToken);
            var images = await client.ListQuarantineAsync(asked, parsed.GetValue(reason), cancellationToken).Take(parsed.GetValue(limit)).ToListAsync(cancellationToken);
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(images);
                return ExitCode.Ok;
            }

            gateway.Terminal.WriteRows(["KEY", "REASON", "TRIES", "FIRST SEEN", "DETAIL"], images.Select(static image => (IReadOnlyList<string>)
            [
                image.Key,
                image.Reason,
                image.Tries.ToString(CultureInfo.InvariantCulture),
                image.FirstSeen.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                image.Detail,
            ]));
            return ExitCode.Ok;
        });
    }

    private static Command Export(GatewayCommand gateway)
    {
        var (job, reason) = (Job(), Reason());
        var format = new Option<string>("--format") { Description = "csv, or jsonl: a JSON object a line", DefaultValueFactory = static _ => "jsonl" };
        format.AcceptOnlyFromAmong("csv", "jsonl");
        var output = new Option<string?>("--output") { Description = "File to write. Default: standard output", HelpName = "FILE" };
        return gateway.Does(new Command("export", "Write all images that a job set aside") { job, reason, format, output }, async (parsed, client, cancellationToken) =>
        {
            var asked = await JobOfAsync(parsed.GetValue(job), client, cancellationToken);
            var images = client.ListQuarantineAsync(asked, parsed.GetValue(reason), cancellationToken);
            if (parsed.GetValue(output) is not { } file)
            {
                await QuarantineFile.WriteAsync(gateway.Terminal.WriteLine, images, parsed.GetValue(format) == "csv", cancellationToken);
                return ExitCode.Ok;
            }

            await using var writer = new StreamWriter(file);
            var count = await QuarantineFile.WriteAsync(line => writer.WriteLine(line), images, parsed.GetValue(format) == "csv", cancellationToken);
            gateway.Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{count:N0} images of job {asked} are in {file}."));
            return ExitCode.Ok;
        });
    }

    private static async Task<string> JobOfAsync(string? asked, ClusterClient client, CancellationToken cancellationToken) =>
        asked
        ?? (await client.ListJobsAsync(500, cancellationToken)).FirstOrDefault(static job => job.RetryOf is null)?.Id
        ?? throw new CliException(ExitCode.Failed, "There is no job yet. Make one with: cluster jobs submit --corpus FOLDER --collection NAME --encoder MODEL --wait");
}
