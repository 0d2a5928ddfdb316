using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline.Progress;

/// <summary>Makes progress durable every so many images and every so many seconds; the latter also keeps the lease alive while nothing moves.</summary>
internal sealed class Committer(ProgressTracker progress, ICheckpointSink sink, PipelineOptions options, TimeProvider time)
{
    /// <summary>Commits until <paramref name="finished"/>; throws when the lease is lost.</summary>
    public async Task RunAsync(Task finished, CancellationToken cancellationToken)
    {
        while (!finished.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(finished, progress.Due, Task.Delay(options.CheckpointPeriod, time, waiting.Token));
            await waiting.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (!finished.IsCompleted)
            {
                await CommitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Commits what is accounted for now.</summary>
    /// <exception cref="FailureException">LeaseLost.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        var outcomes = progress.TakeStock();
        if (!await sink.CommitAsync(outcomes, cancellationToken))
        {
            throw new FailureException(FailureKind.LeaseLost, "Another holder has taken over this partition.");
        }

        progress.Committed(outcomes.To);
    }
}
