using System.Security.Cryptography;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Cluster.Pipeline;
using Cluster.VectorIndex;

namespace Cluster.Grains.Planning;

/// <summary>Times each stage alone, one worker, over a few images. Results are seconds an image.</summary>
internal sealed class StageClock(
    ICorpusSource source, IImagePreprocessor preprocessor, IEncoderShard shard, IVectorIndex index, CollectionName collection, PipelineOptions options, TimeProvider time)
{
    public double MeanBytes { get; private set; }

    public double Read { get; private set; }

    public double Decode { get; private set; }

    public double Encode { get; private set; }

    public double Write { get; private set; }

    /// <exception cref="FailureException">InvalidRequest: none of the images can be decoded.</exception>
    public async Task RunAsync(IEnumerable<CorpusImage> images, CorpusId corpus, CancellationToken cancellationToken)
    {
        var spec = shard.Manifest.Preprocessing;
        var tileBytes = preprocessor.TileBytes(spec);
        var tiles = new byte[options.BatchSize * tileBytes];
        List<PointId> ids = [];
        var (read, decoded, bytes) = (0, 0, 0L);
        foreach (var image in images)
        {
            var from = time.GetTimestamp();
            using var blob = await source.ReadAsync(image, options.MaxImageBytes, cancellationToken);
            Read += Since(from);
            read++;
            bytes += blob.Bytes.Length;
            if (blob.Failure is not null)
            {
                continue;
            }

            from = time.GetTimestamp();
            SHA256.HashData(blob.Bytes.Span);
            var result = preprocessor.Preprocess(blob.Bytes, spec, tiles.AsSpan(decoded % options.BatchSize * tileBytes, tileBytes), cancellationToken);
            if (result.Failure is null)
            {
                Decode += Since(from);
                decoded++;
                ids.Add(PointId.For(corpus, image.Key));
            }
        }

        if (decoded == 0)
        {
            throw new FailureException(FailureKind.InvalidRequest, "None of the first images of the corpus can be decoded; there is nothing to measure with.");
        }

        (MeanBytes, Read, Decode) = (bytes / (double)read, Read / read, Decode / decoded);
        var count = Math.Min(decoded, options.BatchSize);
        await BatchAsync(tiles.AsMemory(0, count * tileBytes), [.. ids.Take(count)], cancellationToken);
    }

    private async Task BatchAsync(ReadOnlyMemory<byte> tiles, IReadOnlyList<PointId> ids, CancellationToken cancellationToken)
    {
        const int Rounds = 3;
        var count = ids.Count;
        var embeddings = new float[count * shard.Manifest.Dimension];

        // The first pass of a shape is slower: buffers are laid out for it.
        await shard.EncodeImagesAsync(tiles, count, embeddings, Lane.Bulk, cancellationToken);
        var from = time.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
        {
            await shard.EncodeImagesAsync(tiles, count, embeddings, Lane.Bulk, cancellationToken);
        }

        Encode = Since(from) / (Rounds * count);
        var payloads = Enumerable.Repeat<IReadOnlyDictionary<string, PayloadValue>>(
            new Dictionary<string, PayloadValue> { [PayloadFields.Key] = "calibration", [PayloadFields.ContentHash] = new string('0', 64) }, count).ToList();
        from = time.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
        {
            await index.UpsertAsync(collection, new PointBatch(shard.Manifest.Space, ids, embeddings, payloads), cancellationToken);
        }

        Write = Since(from) / (Rounds * count);
    }

    private double Since(long from) => time.GetElapsedTime(from).TotalSeconds;
}
