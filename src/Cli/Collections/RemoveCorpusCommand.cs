using System.CommandLine;
using Cluster.Cli.Operations;

namespace Cluster.Cli.Collections;

/// <summary><c>cluster collections remove-corpus</c>: takes all points of a corpus out of a collection, and waits for it.</summary>
internal static class RemoveCorpusCommand
{
    public static Command Create(GatewayCommand gateway)
    {
        var collection = new Argument<string>("collection") { Description = "The collection" };
        var corpus = new Argument<string>("corpus") { Description = "The corpus; its images stay untouched" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var command = new Command("remove-corpus", "Take all points of a corpus out of a collection, from every generation and the lake") { collection, corpus, yes };
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var (from, what) = (parsed.GetRequiredValue(collection), parsed.GetRequiredValue(corpus));
            return parsed.GetValue(yes) || await ConfirmAsync(gateway, from, what, cancellationToken)
                ? await OperationCommands.RunAsync(gateway, parsed, client, client.RemoveCorpusAsync(from, what, cancellationToken), static _ => ExitCode.Ok, null, cancellationToken)
                : ExitCode.Failed;
        });
    }

    private static async Task<bool> ConfirmAsync(GatewayCommand gateway, string collection, string corpus, CancellationToken cancellationToken)
    {
        if (!gateway.Terminal.Error.Profile.Capabilities.Interactive)
        {
            throw new CliException(ExitCode.Usage, $"Removing {corpus} from {collection} cannot be undone: confirm with --yes.");
        }

        return await new Spectre.Console.ConfirmationPrompt($"Take all points of corpus {corpus} out of collection {collection}?") { DefaultValue = false }
            .ShowAsync(gateway.Terminal.Error, cancellationToken);
    }
}
