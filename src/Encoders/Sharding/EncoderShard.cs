using System.Threading.Channels;
using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Sharding;

/// <summary>Both towers on one device, driven by one thread of their own; queries are taken before bulk work.</summary>
public sealed class EncoderShard : IEncoderShard
{
    private readonly Channel<ShardWork> _queries;
    private readonly Channel<ShardWork> _bulk;
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly IImageEncoder _images;
    private readonly ITextEncoder? _texts;
    private readonly EncoderShardOptions _options;
    private readonly Task _thread;

    /// <summary>Takes over the towers and starts the thread.</summary>
    public EncoderShard(IImageEncoder images, ITextEncoder? texts, EncoderShardOptions options)
    {
        _images = images;
        _texts = texts;
        _options = options;
        _queries = Channel.CreateBounded<ShardWork>(options.QueryQueue);
        _bulk = Channel.CreateBounded<ShardWork>(options.BulkQueue);

        // A thread, not a pool thread: forward passes take tens of milliseconds and would starve everything else on the pool.
        _thread = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <inheritdoc />
    public EncoderManifest Manifest => _images.Manifest;

    /// <inheritdoc />
    public async Task EncodeImagesAsync(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken)
    {
        var tileBytes = tiles.Length / count;
        var dimension = Manifest.Dimension;
        for (var first = 0; first < count; first += _images.MaxBatch)
        {
            var part = Math.Min(_images.MaxBatch, count - first);
            var from = tiles.Slice(first * tileBytes, part * tileBytes);
            var to = embeddings.Slice(first * dimension, part * dimension);
            await RunAsync(new ShardWork(() => _images.Encode(from.Span, part, to.Span), null, default, cancellationToken), lane, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken) => _texts is null
        ? throw new FailureException(FailureKind.InvalidRequest, $"Encoder '{Manifest.Id}' has no text tower; ask with a picture.")
        : RunAsync(new ShardWork(() => _texts.Encode(texts, embeddings.Span), texts, embeddings, cancellationToken), Lane.Query, cancellationToken);

    /// <summary>Finishes what is queued, then unloads.</summary>
    public async ValueTask DisposeAsync()
    {
        _queries.Writer.TryComplete();
        _bulk.Writer.TryComplete();
        _waiting.Release();
        await _thread;
        _images.Dispose();
        _texts?.Dispose();
        _waiting.Dispose();
    }

    private async Task RunAsync(ShardWork work, Lane lane, CancellationToken cancellationToken)
    {
        try
        {
            if (lane == Lane.Bulk)
            {
                await _bulk.Writer.WriteAsync(work, cancellationToken);
            }
            else if (!_queries.Writer.TryWrite(work))
            {
                throw _queries.Reader.Completion.IsCompleted
                    ? GoingAway()
                    : new FailureException(FailureKind.Overloaded, $"Encoder '{Manifest.Id}' has {_options.QueryQueue} queries waiting.");
            }
        }
        catch (ChannelClosedException)
        {
            throw GoingAway();
        }

        _waiting.Release();
        await work.Done;
    }

    private FailureException GoingAway() => new(FailureKind.Unavailable, $"The shard of encoder '{Manifest.Id}' is shutting down.");

    private void Work()
    {
        while (true)
        {
            _waiting.Wait();
            if (_queries.Reader.TryRead(out var query))
            {
                RunQuery(query);
            }
            else if (_bulk.Reader.TryRead(out var batch))
            {
                batch.Run();
            }
            else if (_queries.Reader.Completion.IsCompleted && _bulk.Reader.Completion.IsCompleted)
            {
                return;
            }
            else if (_queries.Reader.Completion.IsCompleted || _bulk.Reader.Completion.IsCompleted)
            {
                // The end was announced before the last work: look again.
                _waiting.Release();
            }
        }
    }

    /// <summary>Texts that wait together are encoded together: one pass of several costs little more than one of one.</summary>
    private void RunQuery(ShardWork query)
    {
        if (query.Texts is null || query.Texts.Count >= _options.TextBatch)
        {
            query.Run();
            return;
        }

        List<ShardWork> joined = [query];
        var texts = query.Texts.Count;
        while (texts < _options.TextBatch && _queries.Reader.TryPeek(out var next) && next.Texts is { } more && _queries.Reader.TryRead(out next))
        {
            joined.Add(next);
            texts += more.Count;
        }

        if (joined.Count == 1)
        {
            query.Run();
            return;
        }

        var embeddings = new float[texts * Manifest.Dimension];
        try
        {
            _texts!.Encode([.. joined.SelectMany(static work => work.Texts!)], embeddings);
        }
        catch (Exception fault)
        {
            joined.ForEach(work => work.Fail(fault));
            return;
        }

        var at = 0;
        foreach (var work in joined)
        {
            var rows = embeddings.AsMemory(at, work.Texts!.Count * Manifest.Dimension);
            at += rows.Length;
            work.Complete(() => rows.CopyTo(work.Embeddings));
        }
    }
}
