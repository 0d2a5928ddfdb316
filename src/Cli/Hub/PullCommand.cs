using System.CommandLine;
using Cluster.Cli.Hub.Files;
using Cluster.Cli.Hub.Known;
using Cluster.Cli.Hub.Pulling;
using Spectre.Console;

namespace Cluster.Cli.Hub;

/// <summary><c>cluster models pull</c>.</summary>
internal static class PullCommand
{
    public static Command Create(GatewayCommand gateway)
    {
        var id = new Argument<string>("hub-id") { Description = "The model on the hub: OWNER/NAME" };
        var revision = new Option<string?>("--revision") { Description = "Branch, tag or commit. Default: the one pinned here, else main", HelpName = "REV" };
        var precision = new Option<string>("--precision") { Description = $"Of the graphs: {string.Join(", ", Precision.Names)}", DefaultValueFactory = static _ => Precision.Default, HelpName = "P" };
        var include = new Option<string[]>("--include") { Description = "Fetch this file too (* matches anything); may be repeated. Only data files are ever fetched", HelpName = "PATH" };
        var models = new Option<string>("--models") { Description = "Folder of model folders", DefaultValueFactory = static _ => "models", HelpName = "FOLDER" };
        var name = new Option<string?>("--name") { Description = "Name of the model folder, and of the encoder. Default: NAME of the id" };
        var command = new Command("pull", "Fetch a model from a Hugging Face-compatible hub (HF_ENDPOINT, HF_TOKEN)") { id, revision, precision, include, models, name };
        return gateway.DoesAlone(command, async (parsed, cancellationToken) =>
        {
            var model = HubModelId.Parse(parsed.GetRequiredValue(id));
            var request = new PullRequest(
                model,
                parsed.GetValue(revision),
                parsed.GetRequiredValue(precision),
                parsed.GetValue(include) ?? [],
                Path.GetFullPath(parsed.GetRequiredValue(models)),
                NameOf(parsed.GetValue(name) ?? model.Name));
            _ = Precision.SuffixOf(request.Precision);
            var hub = HubOptions.Read(gateway.Terminal);
            PullResult result;
            try
            {
                result = await PullAsync(gateway, request, hub, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw new CliException(ExitCode.Interrupted, "Interrupted. What was fetched stays; the same command goes on from there.");
            }

            Write(gateway, result, parsed.GetValue(gateway.Json));
            return ExitCode.Ok;
        });
    }

    private static async Task<PullResult> PullAsync(GatewayCommand gateway, PullRequest request, HubOptions hub, CancellationToken cancellationToken)
    {
        var (terminal, known) = (gateway.Terminal, KnownModels.Find(request.Id));
        if (!terminal.Error.Profile.Capabilities.Interactive)
        {
            return await new ModelPull(hub, terminal.Time, new LinesProgress(terminal.Note), terminal.Note).RunAsync(request, known, cancellationToken);
        }

        return await terminal.Error.Progress().Columns(BarProgress.Columns).StartAsync(
            context => new ModelPull(hub, terminal.Time, new BarProgress(context), text => terminal.Error.WriteLine(text)).RunAsync(request, known, cancellationToken));
    }

    private static void Write(GatewayCommand gateway, PullResult result, bool json)
    {
        var terminal = gateway.Terminal;
        if (json)
        {
            terminal.WriteJson(result);
            return;
        }

        terminal.WriteLine($"model        {result.Folder}{(result.WasThere ? " (was there already)" : "")}");
        terminal.WriteLine($"from         {result.Source.Hub} at {result.Source.Commit}");
        terminal.WriteLine($"licence      {result.Source.Licence ?? "not stated"}");
        terminal.WriteLine($"precision    {result.Source.Precision}");
        terminal.WriteLine($"received     {DiskSpace.InWords(result.Received)}");
        foreach (var (file, hash) in result.Source.Files)
        {
            terminal.WriteLine($"sha256       {hash}  {file}");
        }

        if (!result.Source.Files.ContainsKey("onnx/text_model.onnx"))
        {
            terminal.Note("It has no text tower: images can be embedded and searched by picture, not by words.");
        }
    }

    /// <summary>A folder name that the cluster can use as the name of an encoder, and that is no path.</summary>
    private static string NameOf(string name) => name.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        ? name
        : throw new CliException(ExitCode.Usage, $"'{name}' cannot be the name of a model folder: use up to 100 letters, digits, '.', '-' or '_', starting with a letter or digit.");
}
