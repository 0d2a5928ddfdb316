using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Cluster.Corpora.AzureBlob;

/// <summary>
/// One version of a blob, read in one request from the first position asked for to the end. A step forward reads on through what lies between; a far one,
/// and one back, costs a new request. A connection that breaks is taken up again at its byte by the client library.
/// </summary>
internal sealed class BlobForwardStream(BlobClient blob, BlobRequestConditions version, long length) : Stream
{
    /// <summary>Reading through so much takes about as long as a new request.</summary>
    private const long FarStep = 4L << 20;

    private Stream? _body;
    private IDisposable? _answer;
    private long _reached;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        if (_body is null || _position < _reached || _position - _reached > FarStep)
        {
            await OpenAsync(cancellationToken);
        }

        await StepAsync(cancellationToken);
        var count = await _body!.ReadAsync(buffer, cancellationToken);
        _reached += count;
        _position += count;
        return count > 0 ? count : throw BrokenOff();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => _position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => length,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A blob is read without blocking a thread.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        Close(disposing);
        base.Dispose(disposing);
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        Close(true);
        var options = new BlobDownloadOptions { Range = new HttpRange(_position), Conditions = version };
        var answer = (await blob.DownloadStreamingAsync(options, cancellationToken)).Value;
        (_answer, _body, _reached) = (answer, answer.Content, _position);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        if (_position == _reached)
        {
            return;
        }

        using var passed = new PooledBytes((int)Math.Min(_position - _reached, 1 << 16));
        while (_reached < _position)
        {
            var part = passed.Memory[..(int)Math.Min(passed.Memory.Length, _position - _reached)];
            var count = await _body!.ReadAsync(part, cancellationToken);
            _reached += count > 0 ? count : throw BrokenOff();
        }
    }

    /// <summary>Not the end of the blob: another attempt may find the rest.</summary>
    private IOException BrokenOff() => new($"The blob broke off at byte {_reached} of {length}.");

    private void Close(bool disposing)
    {
        if (disposing)
        {
            _body?.Dispose();
            _answer?.Dispose();
        }

        (_body, _answer) = (null, null);
    }
}
