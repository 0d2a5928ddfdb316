using Spectre.Console;

namespace Cluster.Standalone.Demo;

/// <summary>The report for people.</summary>
internal static class DemoSummary
{
    public static void Write(DemoConsole console, DemoReport report)
    {
        console.WriteLine($"");
        console.WriteLine($"{report.Listed:N0} pictures in {report.JobSeconds:N1} s, {report.ImagesPerSecond:N0} a second: [bold]{report.Embedded:N0} embedded[/], {report.Unchanged:N0} unchanged, {report.Quarantined:N0} quarantined. Encoder {report.Encoder}.");
        console.WriteLine($"");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("QUESTION", "BEST ANSWERS", "SCORE", "KIND", "COLOUR");
        foreach (var query in report.Queries)
        {
            var question = query.Query;
            foreach (var answer in query.Answers)
            {
                table.AddRow(new Text(question), new Text(answer.Title), new Text($"{answer.Score:F3}"), Match(answer.KindMatches), Match(answer.ColourMatches));
                question = "";
            }
        }

        console.Write(table);
        if (!report.Ok)
        {
            console.WriteLine($"[red]Not all is as it should be: a first answer of another kind or colour, or a picture that is not in the collection.[/]");
        }
    }

    private static Markup Match(bool matches) => new(matches ? "[green]yes[/]" : "[red]no[/]");
}
