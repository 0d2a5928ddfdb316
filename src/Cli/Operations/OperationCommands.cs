using System.CommandLine;
using Cluster.Client;
using Cluster.Client.Operations;

namespace Cluster.Cli.Operations;

/// <summary>Long operations over collections: <c>cluster corpora verify</c>, <c>cluster collections duplicates</c>, <c>cluster index load</c>.</summary>
internal static class OperationCommands
{
    /// <summary>The classes of findings of which a proof has none.</summary>
    private static readonly string[] Faults = ["missing", "extra", "stale", "unledgered"];

    /// <summary><c>cluster corpora</c>.</summary>
    public static Command Corpora(GatewayCommand gateway) => new("corpora", "Prove that every image of a corpus is accounted for") { Verify(gateway) };

    /// <summary><c>cluster index</c>.</summary>
    public static Command Index(GatewayCommand gateway) => new("index", "Fill collections without an encoder") { Load(gateway) };

    /// <summary><c>cluster collections duplicates</c>.</summary>
    public static Command Duplicates(GatewayCommand gateway)
    {
        var name = new Argument<string>("name") { Description = "The collection" };
        var threshold = new Option<double?>("--threshold") { Description = "Cosine from which images count as near-duplicates, such as 0.98. Default: exact ones only" };
        var limit = Limit();
        return gateway.Does(
            new Command("duplicates", "List images that are in a collection more than once, by group") { name, threshold, limit },
            (parsed, client, cancellationToken) => RunAsync(
                gateway,
                parsed,
                client,
                client.FindDuplicatesAsync(parsed.GetRequiredValue(name), parsed.GetValue(threshold), cancellationToken),
                static _ => ExitCode.Ok,
                limit,
                cancellationToken));
    }

    /// <summary>How many findings are named.</summary>
    public static Option<int?> Limit() => new("--limit") { Description = "Name at most so many; the counts are of all. Default: name all", HelpName = "N" };

    private static Command Verify(GatewayCommand gateway)
    {
        var name = new Argument<string>("collection") { Description = "The collection" };
        var corpus = new Option<string?>("--corpus") { Description = "The corpus. Default: the only one of the collection", HelpName = "NAME" };
        var limit = Limit();
        return gateway.Does(
            new Command("verify", "Hold listing, ledger and collection against each other; exit code 1 unless nothing is missing, extra or stale") { name, corpus, limit },
            (parsed, client, cancellationToken) => RunAsync(
                gateway,
                parsed,
                client,
                client.VerifyAsync(parsed.GetRequiredValue(name), parsed.GetValue(corpus), cancellationToken),
                static done => Faults.All(what => done.Counts.GetValueOrDefault(what) == 0) ? ExitCode.Ok : ExitCode.Failed,
                limit,
                cancellationToken));
    }

    private static Command Load(GatewayCommand gateway)
    {
        var lake = new Option<string>("--from-lake") { Description = "The collection whose lake is read", Required = true, HelpName = "COLLECTION" };
        var into = new Option<string>("--collection") { Description = "The collection to fill; made when it is not there", Required = true, HelpName = "NAME" };
        return gateway.Does(
            new Command("load", "Fill a collection from the embedding lake, with no encoder") { lake, into },
            (parsed, client, cancellationToken) => RunAsync(
                gateway,
                parsed,
                client,
                client.LoadFromLakeAsync(parsed.GetRequiredValue(into), parsed.GetRequiredValue(lake), cancellationToken),
                static _ => ExitCode.Ok,
                null,
                cancellationToken));
    }

    /// <summary>Waits for an operation and tells what it found; its exit code.</summary>
    public static async Task<int> RunAsync(
        GatewayCommand gateway, ParseResult parsed, ClusterClient client, Task<Operation> start, Func<Operation, int> exitCode, Option<int?>? limit, CancellationToken cancellationToken)
    {
        var operation = await OperationWaiting.UntilOverAsync(gateway.Terminal, client, await start, cancellationToken);
        if (operation.State != "completed")
        {
            throw new CliException(ExitCode.Failed, operation.Failure?.Detail ?? $"The operation {operation.Id} is {operation.State}.");
        }

        await OperationReport.WriteAsync(gateway.Terminal, client, operation, limit is null ? null : parsed.GetValue(limit), parsed.GetValue(gateway.Json), cancellationToken);
        return exitCode(operation);
    }
}
