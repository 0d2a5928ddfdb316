using System.CommandLine;
using System.Globalization;
using Cluster.Client.Encoders;

namespace Cluster.Cli.Encoders;

/// <summary><c>cluster models</c>.</summary>
internal static class ModelCommands
{
    public static Command Create(GatewayCommand gateway) => new("models", "List, show and fetch encoders") { List(gateway), Show(gateway), Hub.KnownCommand.Create(gateway), Hub.PullCommand.Create(gateway) };

    private static Command List(GatewayCommand gateway) => gateway.Does(new Command("list", "List encoders"), async (parsed, client, cancellationToken) =>
    {
        var models = await client.ListModelsAsync(cancellationToken);
        if (parsed.GetValue(gateway.Json))
        {
            gateway.Terminal.WriteJson(models);
            return ExitCode.Ok;
        }

        gateway.Terminal.WriteRows(["MODEL", "FAMILY", "DIMENSION", "TEXT", "LICENCE"], models.Select(static model => (IReadOnlyList<string>)
        [
            model.Id, model.Family, model.Dimension.ToString(CultureInfo.InvariantCulture), model.HasText ? "yes" : "no", model.Licence ?? "not stated",
        ]));
        return ExitCode.Ok;
    });

    private static Command Show(GatewayCommand gateway)
    {
        var id = new Argument<string>("id") { Description = "The encoder: its name or name@version" };
        return gateway.Does(new Command("show", "Show an encoder") { id }, async (parsed, client, cancellationToken) =>
        {
            var model = await client.ShowModelAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(gateway.Json))
            {
                gateway.Terminal.WriteJson(model);
                return ExitCode.Ok;
            }

            var terminal = gateway.Terminal;
            terminal.WriteLine($"model          {model.Id}");
            terminal.WriteLine($"family         {model.Family}");
            terminal.WriteLine($"licence        {model.Licence ?? "not stated"}");
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dimension      {model.Dimension}"));
            terminal.WriteLine($"text           {(model.HasText ? "yes" : "no")}");
            terminal.WriteLine($"preprocessing  {model.Preprocessing}");
            terminal.WriteLine($"space          {model.Space}");
            terminal.WriteLine($"logits         {InWords(model.Logits)}");
            foreach (var (file, hash) in model.FileHashes.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                terminal.WriteLine($"sha256         {hash}  {file}");
            }

            return ExitCode.Ok;
        });
    }

    internal static string InWords(ModelLogits? logits) => logits is null
        ? "not known: the model folder has no logit_scale or temperature, so there are no probabilities"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"scale {logits.Multiplier:0.####} (ln {Math.Log(logits.Multiplier):0.####}), temperature {logits.Temperature:0.######}, bias {logits.Bias:0.####}, {logits.Activation}{(logits.Source == "initial" ? "; where training began, not where it ended" : "")}");
}
