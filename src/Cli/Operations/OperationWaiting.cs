using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client;
using Cluster.Client.Operations;

namespace Cluster.Cli.Operations;

/// <summary>Waits for a long operation and notes how far it is.</summary>
internal static class OperationWaiting
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(5);

    public static async Task<Operation> UntilOverAsync(Terminal terminal, ClusterClient client, Operation operation, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(Pace, terminal.Time);
        var noted = terminal.Time.GetTimestamp();
        while (operation.State == "running" && await pace.WaitForNextTickAsync(cancellationToken))
        {
            operation = await client.ShowOperationAsync(operation.Id, cancellationToken);
            if (terminal.Time.GetElapsedTime(noted) >= NoteEvery)
            {
                noted = terminal.Time.GetTimestamp();
                terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{operation.Id}: {operation.Looked:N0} looked at"));
            }
        }

        return operation;
    }
}
