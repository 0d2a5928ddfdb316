using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Documentation;

/// <summary>The commands that pages show: lines of their blocks without what explains them, joined where a line goes on in the next.</summary>
internal static partial class Commands
{
    /// <summary>Every page of the repository, by its path.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.GetFiles(RepositoryFolder.Path("."), "*.md"),
        .. Directory.GetFiles(RepositoryFolder.Path("docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.GetFiles(RepositoryFolder.Path("infra"), "*.md", SearchOption.AllDirectories),
        .. Directory.GetFiles(RepositoryFolder.Path("tools"), "*.md", SearchOption.AllDirectories),
        RepositoryFolder.Path("bench", "README.md"),
    ];

    /// <summary>Those of one page's blocks.</summary>
    public static IReadOnlyList<string> Of(string page) => In(File.ReadLines(RepositoryFolder.Path(page.Split('/'))));

    /// <summary>In a block of the shell every line is one; in others those that begin like one.</summary>
    public static IReadOnlyList<string> In(IEnumerable<string> lines)
    {
        List<string> commands = [];
        string? block = null;
        var goesOn = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = block is null ? line[3..] : null;
            }
            else if (block is not null && WithoutWords(line) is { Length: > 0 } command && (goesOn || block == "sh" || Beginning().IsMatch(command)))
            {
                var whole = goesOn ? $"{commands[^1]} {command.Trim()}" : command;
                if (goesOn)
                {
                    commands.RemoveAt(commands.Count - 1);
                }

                goesOn = whole.EndsWith('\\');
                commands.Add(whole.TrimEnd('\\').TrimEnd());
            }
        }

        return commands;
    }

    /// <summary>Calls of <c>cluster</c> in running text.</summary>
    public static IReadOnlyList<string> Mentioned(string text) => [.. Mention().Matches(text).Select(static match => match.Groups[1].Value)];

    // A comment, or words in a column of their own.
    private static string WithoutWords(string line) => Words().Replace(line, "").TrimEnd();

    [GeneratedRegex(@"(^|\s)#.*$|(?<=\S) {3,}.*$")]
    private static partial Regex Words();

    [GeneratedRegex(@"^(cluster|dotnet|\./\S+|\w+/\S+\.sh|curl|export|redis-server|python3|apt-get|npm|docker|kubectl|helm|az|[A-Z]\w*=\S+)( |$)")]
    private static partial Regex Beginning();

    [GeneratedRegex("`(cluster [^`]*)`")]
    private static partial Regex Mention();
}
