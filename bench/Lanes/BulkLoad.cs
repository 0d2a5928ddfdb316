using Cluster.Encoders.Sharding;

namespace Cluster.Bench.Lanes;

/// <summary>More bulk batches than a shard can take, until it is disposed.</summary>
internal sealed class BulkLoad : IAsyncDisposable
{
    private const int Callers = 8;
    private const int Batch = 32;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _all;
    private long _images;

    public BulkLoad(EncoderShard shard)
    {
        var spec = shard.Manifest.Preprocessing;
        var tiles = new byte[Batch * spec.Width * spec.Height * 3];
        new Random(1).NextBytes(tiles);
        _all = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            var embeddings = new float[Batch * shard.Manifest.Dimension];
            while (!_stop.IsCancellationRequested)
            {
                await shard.EncodeImagesAsync(tiles, Batch, embeddings, Lane.Bulk, CancellationToken.None);
                Interlocked.Add(ref _images, Batch);
            }
        })));
    }

    public long Images => Interlocked.Read(ref _images);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _all;
        _stop.Dispose();
    }
}
