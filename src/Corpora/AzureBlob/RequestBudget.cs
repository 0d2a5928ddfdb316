using System.Threading.RateLimiting;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Cluster.Corpora.AzureBlob;

/// <summary>
/// Holds every request of this process to one account within its budget, and stops them all for a while when the account says that it
/// is busy: retrying each alone would keep it busy.
/// </summary>
internal sealed class RequestBudget(int requestsPerSecond, TimeSpan firstPause, TimeProvider time) : HttpPipelinePolicy, IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly TokenBucketRateLimiter _limiter = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Math.Max(1, requestsPerSecond / 10),
        TokensPerPeriod = Math.Max(1, requestsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(requestsPerSecond >= 10 ? 0.1 : 1.0 / requestsPerSecond),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        AutoReplenishment = true,
    });

    private readonly Lock _gate = new();
    private DateTimeOffset _pausedUntil;
    private int _busyInARow;

    /// <inheritdoc />
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await WaitOutPauseAsync(message.CancellationToken);
        using (await _limiter.AcquireAsync(1, message.CancellationToken))
        {
            await ProcessNextAsync(message, pipeline);
        }

        Learn(message.Response);
    }

    /// <inheritdoc />
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The sources are asynchronous throughout.");

    /// <inheritdoc />
    public void Dispose() => _limiter.Dispose();

    private async Task WaitOutPauseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan left;
            lock (_gate)
            {
                left = _pausedUntil - time.GetUtcNow();
            }

            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left, time, cancellationToken);
        }
    }

    private void Learn(Response response)
    {
        lock (_gate)
        {
            if (response.Status is not (503 or 429))
            {
                _busyInARow = 0;
                return;
            }

            // Requests in flight together are refused together: only one of them lengthens the pause.
            var now = time.GetUtcNow();
            if (now < _pausedUntil)
            {
                return;
            }

            var asked = response.Headers.TryGetValue("Retry-After", out var seconds) && int.TryParse(seconds, out var value) && value >= 0
                ? TimeSpan.FromSeconds(value)
                : firstPause * Math.Pow(2, Math.Min(_busyInARow++, 16));
            _pausedUntil = now + (asked < LongestPause ? asked : LongestPause);
        }
    }
}
