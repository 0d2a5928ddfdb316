using System.CommandLine;
using System.Globalization;
using Cluster.Cli.Operations;

namespace Cluster.Cli.Collections;

/// <summary><c>cluster collections</c>.</summary>
internal static class CollectionCommands
{
    public static Command Create(GatewayCommand gateway) => new("collections", "List, show and drop collections")
    {
        List(gateway), Show(gateway), Drop(gateway), RemoveCorpusCommand.Create(gateway), OperationCommands.Duplicates(gateway),
    };

    private static Argument<string> Name() => new("name") { Description = "The collection" };

    private static Command List(GatewayCommand gateway) => gateway.Does(new Command("list", "List collections"), async (parsed, client, cancellationToken) =>
    {
        var collections = await client.ListCollectionsAsync(cancellationToken);
        if (parsed.GetValue(gateway.Json))
        {
            gateway.Terminal.WriteJson(collections);
            return ExitCode.Ok;
        }

        gateway.Terminal.WriteRows(["COLLECTION", "POINTS", "ENCODER", "DIMENSION"], collections.Select(static collection => (IReadOnlyList<string>)
        [
            collection.Name, collection.Points.ToString("N0", CultureInfo.InvariantCulture), collection.Encoder, collection.Dimension.ToString(CultureInfo.InvariantCulture),
        ]));
        return ExitCode.Ok;
    });

    private static Command Show(GatewayCommand gateway)
    {
        var name = Name();
        return gateway.Does(new Command("show", "Show a collection") { name }, async (parsed, client, cancellationToken) =>
        {
            var collection = await client.ShowCollectionAsync(parsed.GetRequiredValue(name), cancellationToken);
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(collection);
                return ExitCode.Ok;
            }

            var terminal = gateway.Terminal;
            terminal.WriteLine($"collection   {collection.Name} ({collection.ConcreteCollection})");
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"points       {collection.Points:N0}"));
            terminal.WriteLine($"encoder      {collection.Encoder}");
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"space        {collection.Space} ({collection.Dimension} dimensions)"));
            foreach (var corpus in collection.Corpora)
            {
                terminal.WriteLine($"corpus       {corpus.Name} ({corpus.Kind}: {corpus.Location})");
            }

            return ExitCode.Ok;
        });
    }

    private static Command Drop(GatewayCommand gateway)
    {
        var name = Name();
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        return gateway.Does(new Command("drop", "Drop a collection with all its points; the images stay untouched") { name, yes }, async (parsed, client, cancellationToken) =>
        {
            var asked = parsed.GetRequiredValue(name);
            if (!parsed.GetValue(yes) && !await ConfirmAsync(gateway, asked, cancellationToken))
            {
                return ExitCode.Failed;
            }

            await client.DropCollectionAsync(asked, cancellationToken);
            gateway.Terminal.Note($"Collection {asked} is dropped.");
            return ExitCode.Ok;
        });
    }

    private static async Task<bool> ConfirmAsync(GatewayCommand gateway, string name, CancellationToken cancellationToken)
    {
        if (!gateway.Terminal.Error.Profile.Capabilities.Interactive)
        {
            throw new CliException(ExitCode.Usage, $"Dropping {name} cannot be undone: confirm with --yes.");
        }

        return await new Spectre.Console.ConfirmationPrompt($"Drop collection {name} with all its points?") { DefaultValue = false }
            .ShowAsync(gateway.Terminal.Error, cancellationToken);
    }
}
