using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Cluster.Cli.Terminals;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Documentation;

/// <summary>No page shows a command that nobody runs, or that the program does not know.</summary>
public sealed class CoverageTests
{
    private const string Nothing = "not run: ";

    private static readonly HashSet<string> Run =
    [
        .. typeof(PageTests).GetMethod(nameof(PageTests.Commands_of_a_page_do_what_they_say))!.GetCustomAttributes<InlineDataAttribute>().Select(static data => (string)data.Data[0]!),
    ];

    [Fact]
    public void Every_command_of_every_page_is_run_by_a_test_or_listed_with_where_it_is()
    {
        var unknown = from page in Pages()
                      where !Run.Contains(page)
                      from command in Commands.Of(page)
                      where !Elsewhere.Holds(page, command)
                      select $"{page}: {command}";
        Assert.True(unknown.ToList() is [], $"No test runs these. Add their pages to PageTests, or lines to elsewhere.txt:\n{string.Join('\n', unknown)}");
    }

    [Fact]
    public void The_list_names_commands_that_pages_show_and_tests_that_are_there() => Assert.All(Elsewhere.Lines, static line =>
    {
        Assert.Contains(Commands.Of(line.Page), command => command.StartsWith(line.Start, StringComparison.Ordinal));
        Assert.True(
            line.Where.StartsWith(Nothing, StringComparison.Ordinal) || Path.Exists(RepositoryFolder.Path(line.Where.Split('/'))),
            $"{line.Where}, which should run '{line.Start}', is not there");
    });

    [Fact]
    public void Every_call_that_a_page_shows_is_one_that_the_program_takes()
    {
        var calls = Pages().SelectMany(static page => Commands.Of(page).Where(static command => command.StartsWith("cluster ", StringComparison.Ordinal)).Select(command => (page, command))).ToList();
        Assert.True(calls.Count > 30, $"{calls.Count} calls");
        Assert.All(calls, static call => Assert.Empty(Parse(call.command).Errors.Select(error => $"{call.page}: {call.command}: {error.Message}")));
    }

    [Fact]
    public void Every_verb_that_a_page_mentions_is_one_that_the_program_knows()
    {
        var mentions = Commands.Pages.SelectMany(static page => Commands.Mentioned(File.ReadAllText(page))).Where(static mention => !mention.Contains("COMMAND", StringComparison.Ordinal)).ToList();
        Assert.True(mentions.Count > 20, $"{mentions.Count} mentions");
        Assert.All(mentions, static mention => Assert.True(Parse(mention).UnmatchedTokens.Count == 0, mention));
    }

    [Theory]
    [InlineData("cluster jobs sumbit --corpus ~/pictures")]
    [InlineData("cluster search \"a red mug\" --collection photos --limmit 5")]
    public void A_call_that_is_misspelt_is_not_taken(string call) => Assert.NotEmpty(Parse(call).Errors);

    [Fact]
    public void Commands_are_read_without_their_comments_and_joined_over_lines() => Assert.Equal(
        ["export A=1", "curl -H \"x\" -d '{}'", "cluster jobs list", "dotnet run"],
        Commands.In(["words", "```sh", "export A=1   # why", "# a comment", "curl -H \"x\" \\", "  -d '{}'", "```", "```text", "cluster jobs list     what there is", "a tree", "```", "```", "dotnet run", "```"]));

    private static IEnumerable<string> Pages() => Commands.Pages.Select(static page => Path.GetRelativePath(RepositoryFolder.Path("."), page).Replace('\\', '/'));

    // Brackets say that a word may be left out, N is any number.
    private static ParseResult Parse(string call) => ClusterCommand.Create(Terminal.OfProcess()).Parse(
        [.. CommandLineParser.SplitCommandLine(call.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)).Skip(1).Select(static word => word == "N" ? "1" : word)]);
}
