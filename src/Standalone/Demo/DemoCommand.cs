using System.CommandLine;

namespace Cluster.Standalone.Demo;

/// <summary><c>demo</c> and its options.</summary>
internal static class DemoCommand
{
    private const int MostPictures = 100_000;

    public static Command Create()
    {
        var defaults = new DemoOptions();
        var port = new Option<int>("--port") { Description = "Port of the gateway on loopback; 0 for any free one", DefaultValueFactory = _ => defaults.Port };
        var data = new Option<string>("--data") { Description = "Folder of everything durable", HelpName = "FOLDER", DefaultValueFactory = _ => defaults.Data };
        var count = new Option<int>("--count") { Description = "Pictures to draw and embed", DefaultValueFactory = _ => defaults.Count };
        var once = new Option<bool>("--once") { Description = "End after the example queries: 0 when all went well, else 1" };
        var json = new Option<bool>("--json") { Description = "Report in one JSON object; all else goes to the error stream" };
        Within(port, 0, ushort.MaxValue);
        Within(count, 1, MostPictures);
        var command = new Command(
            "demo", "Draws the catalogue of a small web shop, embeds it with the encoder that comes with the repository, asks it five questions, and goes on serving. Needs no network. What is there from an earlier run is not drawn or embedded again.")
        {
            port, data, count, once, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new DemoOptions
            {
                Port = parsed.GetValue(port),
                Data = Path.GetFullPath(parsed.GetRequiredValue(data)),
                Count = parsed.GetValue(count),
                Once = parsed.GetValue(once),
                Json = parsed.GetValue(json),
            };
            return await new DemoRun(options, DemoConsole.OfProcess(options.Json), TimeProvider.System).RunAsync(cancellationToken);
        });
        return command;
    }

    private static void Within(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
        {
            result.AddError($"{option.Name} is {value}; it must lie between {least} and {most}.");
        }
    });
}
