using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Planning;
using Cluster.Client.Reembedding;

namespace Cluster.Cli.Reembedding;

/// <summary><c>cluster reembed</c>.</summary>
internal static class ReembedCommand
{
    public static Command Create(GatewayCommand gateway)
    {
        var collection = new Argument<string>("collection") { Description = "The collection" };
        var encoder = new Option<string>("--encoder") { Description = "The new encoder: its name, or name@version", Required = true, HelpName = "MODEL" };
        var plan = new Option<bool>("--plan") { Description = "Print what it will do, how long it takes and what it needs, and do nothing" };
        var prices = new Option<string?>("--prices") { Description = "With --plan: file with your prices, see docs/planning.md", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Cut over even when a gate fails; kept in the audit" };
        var labels = new Option<string?>("--labels") { Description = "Labelled data: CSV with the header key,label or query,key", HelpName = "FILE" };
        var retention = new Option<double?>("--retention-hours") { Description = "How long the old generation is kept for a rollback. Default: 24" };
        var unreadable = new Option<int?>("--max-unreadable") { Description = "Points that may be lost because their images cannot be read any more. Default: 0" };
        var sample = new Option<int?>("--sample") { Description = "Points sampled by the gates. Default: 200" };
        var partitions = new Option<int?>("--partitions-in-flight") { Description = "Partitions worked on at the same time" };
        var by = new Option<string?>("--by") { Description = "Who asks, for the audit. Default: the name of the user", HelpName = "NAME" };
        var wait = new Option<bool>("--wait") { Description = "Watch until the new generation is live, or a gate refuses it" };
        var command = new Command("reembed", "Change the encoder of a live collection, with proof and without a failed query")
        {
            collection, encoder, plan, prices, force, labels, retention, unreadable, sample, partitions, by, wait,
            Show(gateway), Report(gateway),
            Verb(gateway, "rollback", "Make the old generation live again", static (client, name, by, token) => client.RollBackAsync(name, by, token)),
            Verb(gateway, "cancel", "Give up before the cut-over", static (client, name, by, token) => client.CancelAsync(name, by, token)),
            Verb(gateway, "finish", "End the retention of the old generation now", static (client, name, by, token) => client.FinishAsync(name, by, token)),
        };
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(collection);
            var order = new ReembeddingOrder
            {
                Encoder = parsed.GetRequiredValue(encoder),
                Force = parsed.GetValue(force) ? true : null,
                Labels = parsed.GetValue(labels) is { } file ? await ReadAsync(file, cancellationToken) : null,
                RetentionSeconds = parsed.GetValue(retention) is { } hours ? hours * 3_600 : null,
                Gates = parsed.GetValue(unreadable) is null && parsed.GetValue(sample) is null
                    ? null
                    : new GateBounds { MaxUnreadable = parsed.GetValue(unreadable), Sample = parsed.GetValue(sample) },
                MaxPartitionsInFlight = parsed.GetValue(partitions),
                AskedBy = parsed.GetValue(by) ?? Environment.UserName,
            };
            if (parsed.GetValue(plan))
            {
                var rates = Prices.Read(parsed.GetValue(prices));
                var planned = await client.Reembedding.PlanAsync(name, order, cancellationToken);
                ReembedPlanReport.Write(gateway.Terminal, planned, rates is null ? null : ReembedCost.Of(planned, rates), parsed.GetValue(gateway.Json));
                return ExitCode.Ok;
            }

            var status = await client.Reembedding.StartAsync(name, order, cancellationToken);
            if (parsed.GetValue(wait))
            {
                status = await ReembedWatch.WaitAsync(gateway.Terminal, client.Reembedding, status, cancellationToken);
            }

            ReembedReport.Write(gateway.Terminal, status, parsed.GetValue(gateway.Json));
            if (!parsed.GetValue(wait))
            {
                gateway.Terminal.Note($"See how far it is: cluster reembed status {name}");
            }

            return status.WaitsForPerson || status.State is "cancelled" or "rolled back" ? ExitCode.Failed : ExitCode.Ok;
        });
    }

    private static Argument<string> Name() => new("collection") { Description = "The collection" };

    private static Command Show(GatewayCommand gateway)
    {
        var name = Name();
        return gateway.Does(new Command("status", "Show how far it is, its gates and its audit") { name }, async (parsed, client, cancellationToken) =>
        {
            ReembedReport.Write(gateway.Terminal, await client.Reembedding.ShowAsync(parsed.GetRequiredValue(name), cancellationToken), parsed.GetValue(gateway.Json));
            return ExitCode.Ok;
        });
    }

    private static Command Report(GatewayCommand gateway)
    {
        var name = Name();
        var output = new Option<string?>("--output") { Description = "File to write. Default: reembedding-COLLECTION.html", HelpName = "FILE" };
        return gateway.Does(new Command("report", "Save the report of the last verification, with plots and pictures") { name, output }, async (parsed, client, cancellationToken) =>
        {
            var asked = parsed.GetRequiredValue(name);
            var format = parsed.GetValue(gateway.Json) ? "json" : "html";
            var file = parsed.GetValue(output) ?? string.Create(CultureInfo.InvariantCulture, $"reembedding-{asked}.{format}");
            await File.WriteAllBytesAsync(file, await client.Reembedding.ReadReportAsync(asked, format, cancellationToken), cancellationToken);
            gateway.Terminal.Note($"Written to {Path.GetFullPath(file)}.");
            return ExitCode.Ok;
        });
    }

    private static Command Verb(
        GatewayCommand gateway, string verb, string description, Func<ReembeddingClient, string, string, CancellationToken, Task<ReembeddingStatus>> act)
    {
        var name = Name();
        var by = new Option<string?>("--by") { Description = "Who asks, for the audit. Default: the name of the user", HelpName = "NAME" };
        return gateway.Does(new Command(verb, description) { name, by }, async (parsed, client, cancellationToken) =>
        {
            var status = await act(client.Reembedding, parsed.GetRequiredValue(name), parsed.GetValue(by) ?? Environment.UserName, cancellationToken);
            ReembedReport.Write(gateway.Terminal, status, parsed.GetValue(gateway.Json));
            return ExitCode.Ok;
        });
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken) => File.Exists(file)
        ? await File.ReadAllTextAsync(file, cancellationToken)
        : throw new CliException(ExitCode.Usage, $"There is no file '{file}' with labelled data.");
}
