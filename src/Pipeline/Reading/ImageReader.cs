using System.Threading.Channels;
using Cluster.Corpora;
using Cluster.Domain.Outcomes;
using Cluster.Pipeline.Progress;

namespace Cluster.Pipeline.Reading;

/// <summary>Reads stored bytes, a bounded number ahead of the decoders.</summary>
internal sealed class ImageReader(
    ICorpusSource source, ProgressTracker progress, PipelineOptions options, TransientRetry retry, PipelineInstruments instruments, TimeProvider time)
{
    private readonly SourceSuspects _suspects = new(options.SourceFaultsInARow);

    public async ValueTask ReadAsync(PendingImage pending, ChannelWriter<ReadImage> output, CancellationToken cancellationToken)
    {
        var from = time.GetTimestamp();
        var blob = await ReadOrFailAsync(pending, cancellationToken);
        var to = time.GetTimestamp();
        instruments.OnStage("read", time.GetElapsedTime(from, to));
        if (blob.Failure is not { } failure)
        {
            SetAside(_suspects.OnSuccess());
            instruments.OnRead(blob.Bytes.Length);
            await output.WriteAsync(new ReadImage(pending, blob, from, to), cancellationToken);
            return;
        }

        blob.Dispose();
        if (failure.Kind.IsQuarantineReason() && failure.Kind != FailureKind.TimedOut)
        {
            // An answer about this very blob: the source is alive.
            SetAside(_suspects.OnSuccess());
            progress.Quarantine(pending, failure);
            return;
        }

        _suspects.Add(pending, failure);
    }

    /// <summary>Accounts for the images that still wait when all have been read.</summary>
    public void End() => SetAside(_suspects.OnEnd());

    private void SetAside(IReadOnlyList<(PendingImage Pending, Failure Failure)> suspects)
    {
        foreach (var (pending, failure) in suspects)
        {
            progress.Quarantine(pending, new Failure(FailureKind.TimedOut, failure.Detail));
        }
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
