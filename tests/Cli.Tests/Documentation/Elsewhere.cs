using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Documentation;

/// <summary>elsewhere.txt: the commands of pages that PageTests does not run as they stand.</summary>
internal static class Elsewhere
{
    /// <summary>Its lines: how a command begins, the page that shows it, and where it is run or why nowhere.</summary>
    public static IReadOnlyList<(string Start, string Page, string Where)> Lines { get; } =
    [
        .. from line in File.ReadLines(RepositoryFolder.Path("tests", "Cli.Tests", "Documentation", "elsewhere.txt"))
           where line.Length > 0 && line[0] != '#'
           let cells = line.Split(" | ")
           select (cells[0], cells[1], cells[2]),
    ];

    /// <summary>Whether it names the command.</summary>
    public static bool Holds(string page, string command) =>
        Lines.Any(line => line.Page == page && command.StartsWith(line.Start, StringComparison.Ordinal));
}
