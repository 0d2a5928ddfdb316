using Cluster.Domain.Outcomes;
using Polly;
using Polly.Retry;

namespace Cluster.Pipeline;

/// <summary>Tries again what fails in passing, with exponential waits; other failures go straight on.</summary>
internal sealed class TransientRetry
{
    private readonly ResiliencePipeline _pipeline;

    public TransientRetry(PipelineOptions options, TimeProvider time) => _pipeline = options.Attempts == 1
        ? ResiliencePipeline.Empty
        : new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<FailureException>(static fault => fault.Failure.Kind.IsTransient()),
                MaxRetryAttempts = options.Attempts - 1,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = TimeSpan.FromSeconds(30),
            })
            .Build();

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await action(token), cancellationToken);

    public async Task RunAsync(Func<CancellationToken, Task> action, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await action(token), cancellationToken);
}
