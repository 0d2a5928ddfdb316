using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client.Operations;

namespace Cluster.Cli.Operations;

/// <summary>What a long operation found, in words.</summary>
internal static class OperationReport
{
    public static void Write(Terminal terminal, Operation operation, bool json)
    {
        if (json)
        {
            terminal.WriteJson(operation);
            return;
        }

        foreach (var (what, count) in operation.Counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-13}{count:N0}"));
        }

        if (operation.Findings.Count > 0)
        {
            terminal.WriteRows(["WHAT", "IMAGE", "DETAIL"], operation.Findings.Select(static finding => (IReadOnlyList<string>)[finding.What, finding.Key, finding.Detail]));
        }
    }
}
