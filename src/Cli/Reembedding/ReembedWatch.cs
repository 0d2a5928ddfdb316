using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client.Reembedding;

namespace Cluster.Cli.Reembedding;

/// <summary>Waits until a re-embedding is live, over, or needs a person, with a line for each step. Ctrl+C ends the waiting, never the work.</summary>
internal static class ReembedWatch
{
    private const int Patience = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<ReembeddingStatus> WaitAsync(Terminal terminal, ReembeddingClient client, ReembeddingStatus status, CancellationToken cancellationToken)
    {
        string? told = null;
        var failures = 0;
        while (true)
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{status.State}: {Share(status)} of {status.Points:N0}, {status.LagPoints:N0} changes behind");
            if (line != told)
            {
                terminal.Note(line);
                told = line;
            }

            if (status.IsOver || status.WaitsForPerson || status.State == "draining")
            {
                return status;
            }

            await Task.Delay(Pause, terminal.Time, cancellationToken);
            try
            {
                status = await client.ShowAsync(status.Collection, cancellationToken);
                failures = 0;
            }
            catch (HttpRequestException) when (++failures < Patience)
            {
                // It goes on when the cluster comes back, and so does the waiting.
            }
        }
    }

    private static string Share(ReembeddingStatus status) => status.Points == 0
        ? "0 %"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(100, 5 * (20 * status.Done / status.Points))} %");
}
