using System.CommandLine;
using System.Globalization;

namespace Cluster.Cli.Operations;

/// <summary><c>cluster operations</c>.</summary>
internal static class OperationListCommands
{
    public static Command Create(GatewayCommand gateway) => new("operations", "List long operations over collections, and wait for them") { List(gateway), Wait(gateway) };

    private static Command List(GatewayCommand gateway)
    {
        var collection = new Option<string?>("--collection") { Description = "Only those over this collection", HelpName = "NAME" };
        var kind = new Option<string?>("--kind") { Description = "Only this kind, such as verify", HelpName = "KIND" };
        var state = new Option<string?>("--state") { Description = "Only those that are running, completed or failed", HelpName = "STATE" };
        var limit = new Option<int>("--limit") { Description = "Operations to list", DefaultValueFactory = static _ => 50 };
        return gateway.Does(new Command("list", "List operations, newest first: all that run, and those that ended last") { collection, kind, state, limit }, async (parsed, client, cancellationToken) =>
        {
            var operations = await client.ListOperationsAsync(parsed.GetValue(collection), parsed.GetValue(kind), parsed.GetValue(state), cancellationToken)
                .Take(parsed.GetValue(limit)).ToListAsync(cancellationToken);
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(operations);
                return ExitCode.Ok;
            }

            gateway.Terminal.WriteRows(["OPERATION", "KIND", "STATE", "COLLECTION", "STARTED", "LOOKED AT"], operations.Select(static operation => (IReadOnlyList<string>)
            [
                operation.Id,
                operation.Kind,
                operation.State,
                operation.Collection,
                operation.StartedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "?",
                operation.Looked.ToString("N0", CultureInfo.InvariantCulture),
            ]));
            return ExitCode.Ok;
        });
    }

    private static Command Wait(GatewayCommand gateway)
    {
        var id = new Argument<string>("id") { Description = "The operation's id" };
        var limit = OperationCommands.Limit();
        return gateway.Does(
            new Command("wait", "Watch an operation until it is over, and tell what it found") { id, limit },
            (parsed, client, cancellationToken) => OperationCommands.RunAsync(
                gateway, parsed, client, client.ShowOperationAsync(parsed.GetRequiredValue(id), cancellationToken), static _ => ExitCode.Ok, limit, cancellationToken));
    }
}
