using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Sharding;

/// <summary>Both towers on one device, driven by threads of their own, one for each pass that the image tower runs at a time; queries are taken before bulk work.</summary>
public sealed class EncoderShard : IEncoderShard
{
    private readonly ShardQueue _queue;
    private readonly IImageEncoder _images;
    private readonly ITextEncoder? _texts;
    private readonly ShardImageTower _imageTower;
    private readonly ShardTextTower? _textTower;
    private readonly EncoderShardOptions _options;
    private readonly ShardThread[] _threads;
    private readonly Task _work;
    private readonly Lazy<Task> _unloading;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly HashSet<ShardWork> _pending = [];
    private Failure? _abandoned;

    /// <summary>Takes over the towers and starts the threads.</summary>
    public EncoderShard(IImageEncoder images, ITextEncoder? texts, EncoderShardOptions options, TimeProvider? time = null)
    {
        (_images, _texts, _options, _time) = (images, texts, options, time ?? TimeProvider.System);
        _imageTower = new ShardImageTower(images, options, _time);
        _textTower = texts is null ? null : new ShardTextTower(texts, options.TextBatch);
        _queue = new ShardQueue(options.QueryQueue, options.BulkQueue);
        _unloading = new Lazy<Task>(UnloadAsync);
        _threads = [.. Enumerable.Range(0, images.Parallelism).Select(_ => new ShardThread(_queue, Manifest.Dimension, options.QueryLinger, Deliver, _time))];
        _work = Task.WhenAll(_threads.Select(static thread => Task.Factory.StartNew(thread.Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
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
            var oldest = _threads.Select(static thread => thread.BusySince).Where(static since => since != 0).DefaultIfEmpty().Min();
            return oldest == 0 ? TimeSpan.Zero : _time.GetElapsedTime(oldest);
        }
    }

    /// <summary>Completes when the shard has unloaded its towers; an abandoned one does so when its last pass comes back, if ever.</summary>
    public Task Ended => _unloading.IsValueCreated ? _unloading.Value : _work;

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
        await RunAsync(new ShardWork(_imageTower, 1, image, Lane.Query, cancellationToken) { Tiles = tile, IsUrgent = true });
        if (_textTower is not null)
        {
            await RunAsync(new ShardWork(_textTower, 1, words, Lane.Query, cancellationToken) { Texts = [text], IsUrgent = true });
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
            part = Math.Min(_imageTower.MostOf(lane), count - first);
            var to = embeddings.Slice(first * dimension, part * dimension);
            await RunAsync(new ShardWork(_imageTower, part, to, lane, cancellationToken) { Tiles = tiles.Slice(first * tileBytes, part * tileBytes) });
        }
    }

    /// <inheritdoc />
    public async Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken)
    {
        if (_textTower is null)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"Encoder '{Manifest.Id}' has no text tower; ask with a picture.");
        }

        // In parts, so that a request of thousands lets others in between.
        for (var first = 0; first < texts.Count; first += _options.TextBatch)
        {
            IReadOnlyList<string> part = texts.Count <= _options.TextBatch ? texts : [.. texts.Skip(first).Take(_options.TextBatch)];
            var rows = embeddings.Slice(first * Manifest.Dimension, part.Count * Manifest.Dimension);
            await RunAsync(new ShardWork(_textTower, part.Count, rows, Lane.Query, cancellationToken) { Texts = part });
        }
    }

    /// <summary>Finishes what is queued, then unloads; refuses whatever comes meanwhile. May be called again.</summary>
    public ValueTask DisposeAsync() => new(_unloading.Value);

    private async Task UnloadAsync()
    {
        _queue.Close();
        await _work;
        _images.Dispose();
        _texts?.Dispose();
    }

    private async Task RunAsync(ShardWork work)
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
            switch (work.Lane == Lane.Bulk ? await _queue.AddBulkAsync(work) : _queue.AddQuery(work))
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

    /// <summary>A pass that comes back to an abandoned shard finds its caller gone, and the caller's memory with somebody else.</summary>
    private void Deliver(ReadOnlyMemory<float> rows, Memory<float> embeddings)
    {
        lock (_gate)
        {
            if (_abandoned is { } why)
            {
                throw new FailureException(why);
            }

            rows.CopyTo(embeddings);
        }
    }
}
