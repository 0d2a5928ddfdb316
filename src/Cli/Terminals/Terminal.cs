using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Cluster.Cli.Terminals;

/// <summary>Where a command writes, and what it knows of its surroundings. Answers go to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
/// <param name="output">Answers; plain when it is piped.</param>
/// <param name="error">Progress, notes and errors.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="time">The clock.</param>
public sealed class Terminal(IAnsiConsole output, IAnsiConsole error, Func<string, string?> variable, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Answers.</summary>
    public IAnsiConsole Out { get; } = output;

    /// <summary>Progress, notes and errors.</summary>
    public IAnsiConsole Error { get; } = error;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The terminal of this process; without colours and moving parts where a stream is piped.</summary>
    public static Terminal OfProcess() => new(Of(Console.Out), Of(Console.Error), Environment.GetEnvironmentVariable, TimeProvider.System);

    /// <summary>A terminal that writes plain text, as into a pipe.</summary>
    public static Terminal Plain(TextWriter output, TextWriter error, Func<string, string?> variable, TimeProvider time) =>
        new(Of(output), Of(error), variable, time);

    /// <summary>An environment variable; null when it is not set or empty.</summary>
    public string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>A line of the answer, never wrapped.</summary>
    public void WriteLine(string text) => Out.Profile.Out.Writer.WriteLine(text);

    /// <summary>A line beside the answer, never wrapped.</summary>
    public void Note(string text) => Error.Profile.Out.Writer.WriteLine(text);

    /// <summary>The answer as JSON.</summary>
    public void WriteJson(object answer) => WriteLine(JsonSerializer.Serialize(answer, Json));

    /// <summary>A fault as JSON, beside the answer.</summary>
    public void NoteJson(object fault) => Note(JsonSerializer.Serialize(fault, Json));

    /// <summary>Rows as a table for people, or as lines with tabs where the output is piped.</summary>
    public void WriteRows(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (!Out.Profile.Capabilities.Ansi)
        {
            foreach (var row in rows)
            {
                WriteLine(string.Join('\t', row.Select(static cell => cell.ReplaceLineEndings(" ").Replace('\t', ' '))));
            }

            return;
        }

        // People are spared columns that say nothing; scripts can count on all of them.
        var all = rows.ToList();
        var shown = Enumerable.Range(0, headers.Count).Where(column => all.Count == 0 || all.Exists(row => row[column].Length > 0)).ToList();
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in shown)
        {
            table.AddColumn(new TableColumn(Markup.Escape(headers[column])));
        }

        foreach (var row in all)
        {
            table.AddRow([.. shown.Select(column => new Text(row[column]))]);
        }

        Out.Write(table);
    }

    private static IAnsiConsole Of(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Capabilities.Ansi = false;
            console.Profile.Capabilities.Interactive = false;
        }

        return console;
    }
}
