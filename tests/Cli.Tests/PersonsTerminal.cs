using Cluster.Cli.Terminals;
using Spectre.Console;

namespace Cluster.Cli.Tests;

/// <summary>Runs <c>cluster</c> in this process as in the terminal of a person: with colours, tables and bars that move.</summary>
internal static class PersonsTerminal
{
    private const int Width = 120;

    public static async Task<CliRun> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(ConsoleOn(output), ConsoleOn(error), environment.GetValueOrDefault, TimeProvider.System);
        var exitCode = await ClusterCommand.RunAsync(args, terminal, limit.Token);
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    private static IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
