using System.Threading.Channels;
using Cluster.Pipeline.Decoding;

namespace Cluster.Pipeline.Encoding;

/// <summary>Gathers tiles into batches: full ones while tiles keep coming, smaller ones when they do not come in time.</summary>
internal sealed class BatchAssembler(ChannelReader<DecodedTile> input, PipelineOptions options, TimeProvider time)
{
    /// <summary>The next batch; empty when no tile will ever come.</summary>
    public async Task<List<DecodedTile>> NextAsync(CancellationToken cancellationToken)
    {
        List<DecodedTile> batch = new(options.BatchSize);
        if (!await input.WaitToReadAsync(cancellationToken))
        {
            return batch;
        }

        using var linger = new CancellationTokenSource(options.BatchLinger, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(linger.Token, cancellationToken);
        try
        {
            do
            {
                while (batch.Count < options.BatchSize && input.TryRead(out var tile))
                {
                    batch.Add(tile);
                }
            }
            while (batch.Count < options.BatchSize && await input.WaitToReadAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The linger is over: what is there goes.
        }

        return batch;
    }
}
