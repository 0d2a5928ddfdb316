using System.Threading.Channels;
using Cluster.Corpora;
using Cluster.Domain.Outcomes;
using Cluster.Pipeline.Progress;

namespace Cluster.Pipeline.Reading;

/// <summary>Reads stored bytes, a bounded number ahead of the decoders.</summary>
internal sealed class ImageReader(ICorpusSource source, ProgressTracker progress, PipelineOptions options, TransientRetry retry)
{
    private int _faultsInARow;

    public async ValueTask ReadAsync(PendingImage pending, ChannelWriter<ReadImage> output, CancellationToken cancellationToken)
    {
        var blob = await ReadOrFailAsync(pending, cancellationToken);
        if (blob.Failure is not { } failure)
        {
            Volatile.Write(ref _faultsInARow, 0);
            await output.WriteAsync(new ReadImage(pending, blob), cancellationToken);
            return;
        }

        blob.Dispose();
        if (failure.Kind.IsQuarantineReason() && failure.Kind != FailureKind.TimedOut)
        {
            Volatile.Write(ref _faultsInARow, 0);
            progress.Quarantine(pending, failure);
            return;
        }

        // One blob that never comes is that blob's fault; many in a row are the source's, and then nothing may be set aside for it.
        if (Interlocked.Increment(ref _faultsInARow) >= options.SourceFaultsInARow)
        {
            throw new FailureException(failure.Kind.IsTransient() ? failure with { Kind = FailureKind.Unavailable } : failure);
        }

        progress.Quarantine(pending, new Failure(FailureKind.TimedOut, failure.Detail));
    }

    private async Task<BlobRead> ReadOrFailAsync(PendingImage pending, CancellationToken cancellationToken)
    {
        try
        {
            return await retry.RunAsync(
                async token =>
                {
                    var blob = await source.ReadAsync(pending.Image, options.MaxImageBytes, token);
                    return blob.Failure is { } failure && failure.Kind.IsTransient() ? throw new FailureException(failure) : blob;
                },
                cancellationToken);
        }
        catch (FailureException fault)
        {
            return BlobRead.Failed(fault.Failure.Kind, fault.Failure.Detail);
        }
    }
}
