using System.Buffers;

namespace Cluster.Encoders.Sharding;

/// <summary>
/// The image tower of a shard. Pictures of several queries share a pass as far as they fit into the slice: on a GPU several cost little more than one,
/// while on a processor each costs the same again and whoever comes next would wait for all of them.
/// </summary>
internal sealed class ShardImageTower(IImageEncoder images, EncoderShardOptions options, TimeProvider time) : IShardTower
{
    // Of their own: an image of a large pass costs another time than one that comes alone.
    private readonly PassSlice _bulk = new(options.BulkSliceOn(images.Device), images.MaxBatch);
    private readonly PassSlice _queries = new(options.QuerySlice, images.MaxBatch);

    /// <inheritdoc />
    public int MostRows => _queries.Images;

    /// <summary>Images that one call may hold.</summary>
    public int MostOf(Lane lane) => lane == Lane.Bulk ? _bulk.Images : images.MaxBatch;

    /// <inheritdoc />
    public void Encode(IReadOnlyList<ShardWork> works, Span<float> rows)
    {
        var began = time.GetTimestamp();
        var count = works.Sum(static work => work.Rows);
        if (works.Count == 1)
        {
            images.Encode(works[0].Tiles.Span, count, rows);
        }
        else
        {
            EncodeTogether(works, count, rows);
        }

        (works[0].Lane == Lane.Bulk ? _bulk : _queries).Ran(count, time.GetElapsedTime(began));
    }

    private void EncodeTogether(IReadOnlyList<ShardWork> works, int count, Span<float> rows)
    {
        var length = works.Sum(static work => work.Tiles.Length);
        var tiles = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var at = 0;
            foreach (var work in works)
            {
                work.Tiles.Span.CopyTo(tiles.AsSpan(at));
                at += work.Tiles.Length;
            }

            images.Encode(tiles.AsSpan(0, length), count, rows);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tiles);
        }
    }
}
