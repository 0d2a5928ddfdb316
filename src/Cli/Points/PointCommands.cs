using System.CommandLine;
using System.Globalization;
using Cluster.Client.Points;

namespace Cluster.Cli.Points;

/// <summary><c>cluster points</c>.</summary>
internal static class PointCommands
{
    public static Command Create(GatewayCommand gateway) => new("points", "Take images down") { Delete(gateway) };

    private static Command Delete(GatewayCommand gateway)
    {
        var collection = new Argument<string>("collection") { Description = "The collection" };
        var keys = new Option<string[]>("--key") { Description = "Key of an image in its corpus; may be repeated", Required = true, HelpName = "KEY" };
        var corpus = new Option<string?>("--corpus") { Description = "Its corpus. Default: the only one of the collection", HelpName = "NAME" };
        var reason = new Option<string?>("--reason") { Description = "Why, for the audit log" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var command = new Command("delete", "Take images down for good: from every generation and the lake; later jobs leave them out") { collection, keys, corpus, reason, yes };
        return gateway.Does(command, async (parsed, client, cancellationToken) =>
        {
            var asked = parsed.GetRequiredValue(keys);
            if (!parsed.GetValue(yes) && !await ConfirmAsync(gateway, asked.Length, cancellationToken))
            {
                return ExitCode.Failed;
            }

            var done = await client.TakeDownAsync(
                parsed.GetRequiredValue(collection),
                new TakedownOrder { Keys = asked, Corpus = parsed.GetValue(corpus), Reason = parsed.GetValue(reason) },
                cancellationToken);
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(done);
                return ExitCode.Ok;
            }

            gateway.Terminal.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"takedown {done.Number}: {done.Images:N0} images, {done.Points:N0} points and {done.LakeRows:N0} lake rows removed"));
            return ExitCode.Ok;
        });
    }

    private static async Task<bool> ConfirmAsync(GatewayCommand gateway, int images, CancellationToken cancellationToken)
    {
        if (!gateway.Terminal.Error.Profile.Capabilities.Interactive)
        {
            throw new CliException(ExitCode.Usage, "A takedown cannot be undone: confirm with --yes.");
        }

        return await new Spectre.Console.ConfirmationPrompt($"Take {images} images down for good?") { DefaultValue = false }.ShowAsync(gateway.Terminal.Error, cancellationToken);
    }
}
