using Cluster.Domain.Outcomes;
using Polly;
using Polly.Retry;

namespace Cluster.Pipeline;

/// <summary>Tries again what fails in passing, with exponential waits; other failures go straight on.</summary>
internal sealed class TransientRetry
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ResiliencePipeline _pipeline;
    private readonly ResiliencePipeline _patience;

    public TransientRetry(PipelineOptions options, TimeProvider time)
    {
        _pipeline = options.Attempts == 1
            ? ResiliencePipeline.Empty
            : Retry(options.Attempts - 1, TimeSpan.FromSeconds(30), static fault => fault.Failure.Kind.IsTransient());
        _patience = Retry(int.MaxValue, LongestPause, static fault => fault.Failure.Kind is FailureKind.Overloaded or FailureKind.Unsettled);

        ResiliencePipeline Retry(int more, TimeSpan longest, Func<FailureException, bool> passes) => new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle(passes),
                MaxRetryAttempts = more,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = longest,
            })
            .Build();
    }

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await action(token), cancellationToken);

    public async Task RunAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await action(token), cancellationToken);

    /// <summary>
    /// As <see cref="RunAsync(Func{CancellationToken, Task}, CancellationToken)"/>, and waits without end for an index that asks for fewer requests and for a
    /// cluster that settles: what comes before waits meanwhile, nothing fails. Who has lost the lease in the end is told by its own clock.
    /// </summary>
    public async Task InsistAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        await _patience.ExecuteAsync(async token => await RunAsync(action, token), cancellationToken);

    /// <inheritdoc cref="InsistAsync(Func{CancellationToken, Task}, CancellationToken)" />
    public async Task<T> InsistAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken) =>
        await _patience.ExecuteAsync(async token => await RunAsync(action, token), cancellationToken);
}
