using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client.Reembedding;

namespace Cluster.Cli.Reembedding;

/// <summary>A re-embedding in words.</summary>
internal static class ReembedReport
{
    public static void Write(Terminal terminal, ReembeddingStatus status, bool json)
    {
        if (json)
        {
            terminal.WriteJson(status);
            return;
        }

        terminal.WriteLine($"collection   {status.Collection}");
        terminal.WriteLine($"state        {status.State}{(status.CanRollBack ? $" (go back with: cluster reembed rollback {status.Collection})" : "")}");
        terminal.WriteLine($"old          {status.OldEncoder} ({status.OldCollection})");
        terminal.WriteLine($"new          {status.NewEncoder}{(status.NewCollection is { } made ? $" ({made})" : "")}");
        terminal.WriteLine(Invariant($"points       {status.Points:N0}, {status.Done:N0} done in this state"));
        terminal.WriteLine(Invariant($"behind       {status.LagPoints:N0} changes, {status.LagSeconds:0.0} s"));
        foreach (var gate in status.Gates)
        {
            terminal.WriteLine($"gate         {gate.Name}: {(gate.Passed ? "passed" : "FAILED")}; {gate.Detail}");
        }

        if (status.Failure is { } failure && !status.WaitsForPerson)
        {
            terminal.WriteLine($"fault        {failure.Title}: {failure.Detail}");
        }

        foreach (var entry in status.Audit)
        {
            terminal.WriteLine(Invariant($"audit        {entry.At:yyyy-MM-dd HH:mm:ss} {entry.What}{(entry.By is { } by ? $", by {by}" : "")}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
