using Azure;
using Cluster.Corpora.LocalFolder;
using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Tar;

/// <summary>
/// Reads the images of a shard through one stream, as long as they are asked for about in the order in which they lie there. What several readers pass over
/// for each other is kept a little while. A single read, a step back and a far step get nothing here: a ranged read serves them better.
/// </summary>
internal sealed class ShardStream(IFileSource shards) : IAsyncDisposable
{
    /// <summary>What may lie between two reads of one stream.</summary>
    private const long FarStep = 4L << 20;

    /// <summary>What is kept of bytes passed over.</summary>
    private const long MostPassed = 8L << 20;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Queue<(long Offset, byte[] Bytes)> _passed = new();
    private long _passedBytes;
    private (string Key, string Version) _shard;
    private Stream? _stream;
    private long _reached;
    private bool _isDisposed;

    /// <summary>The bytes; null where a ranged read serves better, or this one met a fault.</summary>
    public async ValueTask<PooledBytes?> TryReadAsync(CorpusImage shard, long offset, int length, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _isDisposed ? null : await ReadAsync(shard, offset, length, cancellationToken);
        }
        catch (Exception e) when (e is FailureException or IOException or RequestFailedException or HttpRequestException or AggregateException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            // The ranged read says what is wrong, if anything still is; the next read begins a stream behind this one.
            await CloseAsync(offset + length);
            return null;
        }
        catch
        {
            await CloseAsync(offset);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _isDisposed = true;
            await CloseAsync(0);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<PooledBytes?> ReadAsync(CorpusImage shard, long offset, int length, CancellationToken cancellationToken)
    {
        if (_shard != (shard.Key.Value, shard.ETag))
        {
            // The first read of a shard may be the only one.
            await CloseAsync(offset + length);
            _shard = (shard.Key.Value, shard.ETag);
            return null;
        }

        if (Kept(offset, length) is { } kept)
        {
            return kept;
        }

        if (offset < _reached)
        {
            return null;
        }

        if (offset - _reached > FarStep)
        {
            await CloseAsync(offset + length);
            return null;
        }

        if (_stream is null)
        {
            _stream = await shards.OpenForwardAsync(shard, cancellationToken);
            _stream.Position = _reached;
        }

        await PassAsync(offset, cancellationToken);
        var bytes = new PooledBytes(length);
        try
        {
            await _stream.ReadExactlyAsync(bytes.Memory, cancellationToken);
            _reached = offset + length;
            if (_stream is FileStream file && FileVersion.Of(file.SafeFileHandle).ETag != shard.ETag)
            {
                throw new IOException("The shard was written over while it was read.");
            }

            var read = bytes;
            bytes = null;
            return read;
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    private PooledBytes? Kept(long offset, int length)
    {
        foreach (var (start, passed) in _passed)
        {
            if (offset >= start && offset + length <= start + passed.Length)
            {
                var bytes = new PooledBytes(length);
                passed.AsSpan((int)(offset - start), length).CopyTo(bytes.Memory.Span);
                return bytes;
            }
        }

        return null;
    }

    private async Task PassAsync(long offset, CancellationToken cancellationToken)
    {
        if (offset == _reached)
        {
            return;
        }

        var between = new byte[offset - _reached];
        await _stream!.ReadExactlyAsync(between, cancellationToken);
        _passed.Enqueue((_reached, between));
        _passedBytes += between.Length;
        _reached = offset;
        while (_passedBytes > MostPassed)
        {
            _passedBytes -= _passed.Dequeue().Bytes.Length;
        }
    }

    private async Task CloseAsync(long reached)
    {
        _reached = reached;
        _passed.Clear();
        _passedBytes = 0;
        if (_stream is { } stream)
        {
            _stream = null;
            await stream.DisposeAsync();
        }
    }
}
