using System.Runtime.CompilerServices;
using Cluster.Client;
using Cluster.Client.Jobs;

namespace Cluster.Cli.Jobs;

/// <summary>Watches a job across restarts of the gateway: the job goes on from its checkpoints then, and so does the watching.</summary>
internal static class JobWatch
{
    private const int Attempts = 15;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static async IAsyncEnumerable<Job> WatchAsync(
        ClusterClient client, string id, Action<string> note, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            await using var events = client.WatchJobAsync(id, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception fault) when (fault is HttpRequestException or IOException && failures < Attempts)
                {
                    if (failures == 0)
                    {
                        note("The gateway does not answer; waiting for it to come back. The job goes on from its checkpoints when the cluster does.");
                    }

                    break;
                }

                failures = 0;
                yield return events.Current;
                if (events.Current.IsOver)
                {
                    yield break;
                }
            }

            failures++;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
