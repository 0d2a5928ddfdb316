using System.Runtime.ExceptionServices;
using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Tuning;

/// <summary>
/// An image tower, and the load that a job puts on it: as many callers as it has passes, back to back, each with as many images as a shard would give it
/// (<see cref="PassSlice"/>). Owns the tower.
/// </summary>
internal sealed class TuningLoad(IImageEncoder encoder, TimeSpan slice, TuningTiles tiles, TimeProvider time) : IDisposable
{
    private const int Singles = 5;
    private readonly PassSlice _slice = new(slice, Math.Min(encoder.MaxBatch, tiles.Batch));

    public IImageEncoder Encoder => encoder;

    /// <summary>Images that a pass holds by what passes have cost so far.</summary>
    public int Images => _slice.Images;

    /// <summary>Images a second of all callers together, each for so long and for one call at least.</summary>
    public double Round(TimeSpan length, CancellationToken cancellationToken)
    {
        var rates = new double[encoder.Parallelism];
        ExceptionDispatchInfo? fault = null;
        var callers = rates.Select((_, caller) => new Thread(() =>
        {
            try
            {
                rates[caller] = Call(length, cancellationToken);
            }
            catch (Exception thrown)
            {
                fault = ExceptionDispatchInfo.Capture(thrown);
            }
        }) { IsBackground = true, Name = "tuning" }).ToList();
        callers.ForEach(static caller => caller.Start());
        callers.ForEach(static caller => caller.Join());
        fault?.Throw();
        return rates.Sum();
    }

    /// <summary>Seconds of a picture that comes alone: the middle of several.</summary>
    public double Single(CancellationToken cancellationToken)
    {
        var row = new float[encoder.Manifest.Dimension];
        encoder.Encode(tiles.Of(1), 1, row);
        return TuningDuel.Median([.. Enumerable.Range(0, Singles).Select(_ =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = time.GetTimestamp();
            encoder.Encode(tiles.Of(1), 1, row);
            return time.GetElapsedTime(began).TotalSeconds;
        })]);
    }

    /// <summary>The embeddings of the sample.</summary>
    public float[] Embed(CancellationToken cancellationToken)
    {
        var dimension = encoder.Manifest.Dimension;
        var rows = new float[tiles.Count * dimension];
        for (int first = 0, part; first < tiles.Count; first += part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            part = Math.Min(Images, tiles.Count - first);
            encoder.Encode(tiles.Of(part, first), part, rows.AsSpan(first * dimension, part * dimension));
        }

        return rows;
    }

    public void Dispose() => encoder.Dispose();

    // The first call finds the others not there yet and may be divided among the passes, as none is later: it does not count.
    private double Call(TimeSpan length, CancellationToken cancellationToken)
    {
        var rows = new float[tiles.Batch * encoder.Manifest.Dimension];
        Once(rows);
        var (images, began) = (0, time.GetTimestamp());
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            images += Once(rows);
        }
        while (time.GetElapsedTime(began) < length);
        return images / time.GetElapsedTime(began).TotalSeconds;
    }

    private int Once(float[] rows)
    {
        var (count, began) = (Images, time.GetTimestamp());
        encoder.Encode(tiles.Of(count), count, rows);
        _slice.Ran(count, time.GetElapsedTime(began));
        return count;
    }
}
