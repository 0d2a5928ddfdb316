using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Cluster.Standalone.Demo;

/// <summary>Where the demo writes: for people all on one stream, for scripts one JSON object there and the rest on the error stream.</summary>
internal sealed class DemoConsole
{
    /// <summary>Shares of the whole after which a log gets a line.</summary>
    private const int LogSteps = 10;

    private const int NeverWrapped = 1_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole _console;

    private DemoConsole(TextWriter writer)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!_console.Profile.Out.IsTerminal)
        {
            // A file or a pipe: no colours, nothing that moves.
            _console.Profile.Capabilities.Ansi = false;
            _console.Profile.Capabilities.Interactive = false;
            _console.Profile.Width = NeverWrapped;
        }
    }

    /// <summary>The console of this process.</summary>
    public static DemoConsole OfProcess(bool json) => new(json ? Console.Error : Console.Out);

    /// <summary>A line in Spectre's markup; the values in it are taken as they are.</summary>
    public void WriteLine(FormattableString markup) => _console.MarkupLineInterpolated(CultureInfo.InvariantCulture, markup);

    /// <summary>Rows under headings.</summary>
    public void Write(Table table) => _console.Write(table);

    /// <summary>The report of a script's run, on the output stream.</summary>
    public static void WriteJson(DemoReport report) => Console.Out.WriteLine(JsonSerializer.Serialize(report, Json));

    /// <summary>Shows how <paramref name="work"/> goes on, which tells how many are done and says it in words: a bar for people, few lines for logs.</summary>
    public async Task<T> ProgressAsync<T>(int total, Func<Action<long, string>, Task<T>> work)
    {
        if (!_console.Profile.Capabilities.Interactive)
        {
            long told = -1;
            return await work((done, words) =>
            {
                var step = done * LogSteps / total;
                if (Interlocked.Exchange(ref told, step) < step)
                {
                    WriteLine($"{words}");
                }
            });
        }

        return await _console.Progress()
            .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(progress =>
            {
                var bar = progress.AddTask("starting", maxValue: total);
                return work((done, words) =>
                {
                    bar.Value = done;
                    bar.Description = Markup.Escape(words);
                });
            });
    }
}
