using System.Buffers;
using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Sharding;

/// <summary>Both towers on one device, driven by threads of their own, one for each pass that the image tower runs at a time; queries are taken before bulk work.</summary>
public sealed class EncoderShard : IEncoderShard
{
    private readonly ShardQueue _queue;
    private readonly IImageEncoder _images;
    private readonly ITextEncoder? _texts;
    private readonly EncoderShardOptions _options;
    private readonly Lock _textGate = new();
    private readonly Task _threads;
    private readonly Lazy<Task> _unloading;
    private readonly TimeProvider _time;
    private readonly BulkSlice _slice;
    private readonly Lock _gate = new();
    private readonly HashSet<ShardWork> _pending = [];
    private readonly long[] _busySince;
    private Failure? _abandoned;
    private bool _lastWasJoined;

    /// <summary>Takes over the towers and starts the threads.</summary>
    public EncoderShard(IImageEncoder images, ITextEncoder? texts, EncoderShardOptions options, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _slice = new BulkSlice(options.BulkSlice, images.MaxBatch);
        _images = images;
        _texts = texts;
        _options = options;
        _queue = new ShardQueue(options.QueryQueue, options.BulkQueue);
        _unloading = new Lazy<Task>(UnloadAsync);

        // Threads of its own, not the pool's: forward passes take tens of milliseconds and would starve everything else on the pool.
        _busySince = new long[images.Parallelism];
        _threads = Task.WhenAll(Enumerable.Range(0, images.Parallelism).Select(
            thread => Task.Factory.StartNew(() => Work(thread), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    /// <inheritdoc />
    public EncoderManifest Manifest => _images.Manifest;

    /// <inheritdoc />
    public int Parallelism => _images.Parallelism;

    /// <inheritdoc />
    public int QueriesWaiting => _queue.Queries;

    /// <summary>How long the oldest of the passes under way has taken so far; zero when none is.</summary>
    public TimeSpan LongestPass
    {
        get
        {
            var oldest = _busySince.Where(static since => since != 0).DefaultIfEmpty().Min();
            return oldest == 0 ? TimeSpan.Zero : _time.GetElapsedTime(oldest);
        }
    }

    /// <summary>Completes when the shard has unloaded its towers; an abandoned one does so when its last pass comes back, if ever.</summary>
    public Task Ended => _unloading.IsValueCreated ? _unloading.Value : _threads;

    /// <summary>
    /// Gives up on a device that hangs or computes nonsense: what waits or is under way fails with <paramref name="why"/> at once, and nothing is written
    /// into a caller's memory any more, whenever the device comes back. The towers are unloaded then.
    /// </summary>
    public void Abandon(Failure why)
    {
        List<ShardWork> pending;
        lock (_gate)
        {
            _abandoned ??= why;
            pending = [.. _pending];
        }

        _ = _unloading.Value;
        pending.ForEach(work => work.Fail(new FailureException(why)));
    }

    /// <summary>Encodes one tile, and one text where there is a tower for it, ahead of everything that waits, however much that is.</summary>
    /// <exception cref="FailureException">Unavailable when the shard is going away; whatever a tower throws.</exception>
    public async Task ProbeAsync(ReadOnlyMemory<byte> tile, Memory<float> image, string text, Memory<float> words, CancellationToken cancellationToken)
    {
        await RunAsync(new ShardWork(() => Encode(tile, 1, image, Lane.Query), null, default, cancellationToken), Lane.Query, urgent: true);
        if (_texts is not null)
        {
            await RunAsync(new ShardWork(() => EncodeTexts([text], words), null, default, cancellationToken), Lane.Query, urgent: true);
        }
    }

    /// <inheritdoc />
    public async Task EncodeImagesAsync(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var tileBytes = tiles.Length / count;
        var dimension = Manifest.Dimension;
        for (int first = 0, part; first < count; first += part)
        {
            part = Math.Min(lane == Lane.Bulk ? _slice.Images : _images.MaxBatch, count - first);
            var (images, from) = (part, tiles.Slice(first * tileBytes, part * tileBytes));
            var to = embeddings.Slice(first * dimension, part * dimension);
            await RunAsync(new ShardWork(() => Encode(from, images, to, lane), null, default, cancellationToken), lane);
        }
    }

    /// <inheritdoc />
    public async Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken)
    {
        if (_texts is null)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"Encoder '{Manifest.Id}' has no text tower; ask with a picture.");
        }

        // In parts, so that a request of thousands lets others in between.
        for (var first = 0; first < texts.Count; first += _options.TextBatch)
        {
            IReadOnlyList<string> part = texts.Count <= _options.TextBatch ? texts : [.. texts.Skip(first).Take(_options.TextBatch)];
            var rows = embeddings.Slice(first * Manifest.Dimension, part.Count * Manifest.Dimension);
            await RunAsync(new ShardWork(() => EncodeTexts(part, rows), part, rows, cancellationToken), Lane.Query);
        }
    }

    /// <summary>Finishes what is queued, then unloads; refuses whatever comes meanwhile. May be called again.</summary>
    public ValueTask DisposeAsync() => new(_unloading.Value);

    private async Task UnloadAsync()
    {
        _queue.Close();
        await _threads;
        _images.Dispose();
        _texts?.Dispose();
    }

    private async Task RunAsync(ShardWork work, Lane lane, bool urgent = false)
    {
        work.CancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_abandoned is { } why)
            {
                throw new FailureException(why);
            }

            _pending.Add(work);
        }

        try
        {
            switch (lane == Lane.Bulk ? await _queue.AddBulkAsync(work) : _queue.AddQuery(work, urgent))
            {
                case ShardQueue.Added.Full:
                    throw new FailureException(FailureKind.Overloaded, $"Encoder '{Manifest.Id}' has {_options.QueryQueue} queries waiting.");
                case ShardQueue.Added.Closed:
                    throw new FailureException(FailureKind.Unavailable, $"The shard of encoder '{Manifest.Id}' is shutting down.");
                default:
                    await work.Done;
                    break;
            }
        }
        finally
        {
            lock (_gate)
            {
                _pending.Remove(work);
            }
        }
    }

    private void Encode(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane)
    {
        var began = _time.GetTimestamp();
        var rows = ArrayPool<float>.Shared.Rent(embeddings.Length);
        try
        {
            _images.Encode(tiles.Span, count, rows.AsSpan(0, embeddings.Length));
            Deliver(rows, embeddings);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }

        if (lane == Lane.Bulk)
        {
            _slice.Ran(count, _time.GetElapsedTime(began));
        }
    }

    /// <summary>A pass that comes back to an abandoned shard finds its caller gone, and the caller's memory with somebody else.</summary>
    private void Deliver(float[] rows, Memory<float> embeddings)
    {
        lock (_gate)
        {
            if (_abandoned is { } why)
            {
                throw new FailureException(why);
            }

            rows.AsSpan(0, embeddings.Length).CopyTo(embeddings.Span);
        }
    }

    private void Work(int thread)
    {
        while (_queue.Take() is { } work)
        {
            Volatile.Write(ref _busySince[thread], Math.Max(1, _time.GetTimestamp()));
            if (work.Texts is { } texts && texts.Count < _options.TextBatch)
            {
                RunTogether(work, texts.Count);
            }
            else
            {
                work.Run();
            }

            Volatile.Write(ref _busySince[thread], 0);
        }
    }

    /// <summary>Texts that wait together are encoded together: one pass of several costs little more than one of one.</summary>
    private void RunTogether(ShardWork first, int texts)
    {
        List<ShardWork> joined = [first];
        if (_lastWasJoined)
        {
            _queue.Linger(_options.QueryLinger);
        }

        while (texts < _options.TextBatch && _queue.TakeTexts(_options.TextBatch - texts) is { } next)
        {
            joined.Add(next);
            texts += next.Texts!.Count;
        }

        _lastWasJoined = joined.Count > 1;
        joined.RemoveAll(static work =>
        {
            var isGivenUp = work.CancellationToken.IsCancellationRequested;
            if (isGivenUp)
            {
                work.Run();
            }

            return isGivenUp;
        });
        if (joined.Count > 1 && TryEncode(joined) is { } embeddings)
        {
            var at = 0;
            foreach (var work in joined)
            {
                var rows = embeddings[at..(at + (work.Texts!.Count * Manifest.Dimension))];
                at += rows.Length;
                work.Complete(() => Deliver(rows, work.Embeddings));
            }

            return;
        }

        // Alone, or one of them is at fault: each for itself, so that only that one fails.
        joined.ForEach(static work => work.Run());
    }

    // The text tower takes one call at a time.
    private void EncodeTexts(IReadOnlyList<string> texts, Memory<float> embeddings)
    {
        var rows = new float[embeddings.Length];
        lock (_textGate)
        {
            _texts!.Encode(texts, rows);
        }

        Deliver(rows, embeddings);
    }

    private float[]? TryEncode(List<ShardWork> joined)
    {
        string[] texts = [.. joined.SelectMany(static work => work.Texts!)];
        var embeddings = new float[texts.Length * Manifest.Dimension];
        try
        {
            EncodeTexts(texts, embeddings);
            return embeddings;
        }
        catch (Exception)
        {
            return null;
        }
    }
}
