using System.Threading.Channels;
using Cluster.Pipeline.Decoding;

namespace Cluster.Pipeline.Encoding;

/// <summary>Gathers tiles into batches: full ones while tiles keep coming, smaller ones when they do not come in time.</summary>
internal sealed class BatchAssembler(ChannelReader<DecodedTile> input, PipelineOptions options, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private int _batches;

    /// <summary>The next batch and its number, from 0; empty when no tile will ever come. Callers take turns, or each would wait with a part of a batch.</summary>
    public async Task<(List<DecodedTile> Tiles, int Number)> NextAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return (await FillAsync(cancellationToken), _batches++);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<List<DecodedTile>> FillAsync(CancellationToken cancellationToken)
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
