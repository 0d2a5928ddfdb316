using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Documentation;

/// <summary>The commands of a page: the lines of its <c>sh</c> blocks, comments taken off.</summary>
internal static class Commands
{
    public static IReadOnlyList<string> Of(string page)
    {
        List<string> commands = [];
        var inBlock = false;
        foreach (var line in File.ReadLines(RepositoryFolder.Path(page.Split('/'))))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inBlock = line == "```sh";
            }
            else if (inBlock && line.Split(" #")[0].Trim() is { Length: > 0 } command && !command.StartsWith('#'))
            {
                commands.Add(command);
            }
        }

        return commands;
    }
}
