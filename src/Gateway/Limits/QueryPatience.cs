using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Asks the cluster for a query again when a silo dies under it, until the query's patience is spent; then the query is refused with the advice to ask
/// later. Only for calls that change nothing.
/// </summary>
internal sealed class QueryPatience(IOptions<GatewayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The answer; a third of the patience at most is spent on one who does not answer at all.</summary>
    /// <exception cref="FailureException">What the answer says; Unavailable when there was none in time.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var (patience, began, pause) = (options.Value.QueryPatience, time.GetTimestamp(), FirstPause);
        while (true)
        {
            Exception fault;
            using (var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                try
                {
                    // A silo that is stopped does not even notice a cancellation.
                    return await ask(attempt.Token).WaitAsync(patience / 3, time, cancellationToken);
                }
                catch (Exception passing) when (ClusterFaults.ArePassing(passing))
                {
                    fault = passing;
                    await attempt.CancelAsync();
                }
            }

            if (time.GetElapsedTime(began) + pause >= patience)
            {
                throw new FailureException(ClusterFaults.Unanswered, fault);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
