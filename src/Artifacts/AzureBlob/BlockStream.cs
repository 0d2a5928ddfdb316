using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Cluster.Artifacts.AzureBlob;

/// <summary>Gathers what is written in blocks; only <see cref="CommitAsync"/> makes them the content of the blob. Only forward.</summary>
internal sealed class BlockStream(BlockBlobClient blob, int blockSize) : Stream
{
    private readonly MemoryStream _block = new();
    private readonly List<string> _staged = [];
    private readonly string _writer = Guid.NewGuid().ToString("n");
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written;

    public override long Position { get => _written; set => throw new NotSupportedException(); }

    /// <summary>Makes all that was written the blob's content.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_staged.Count == 0)
        {
            _block.Position = 0;
            await blob.UploadAsync(_block, new BlobUploadOptions(), cancellationToken);
            return;
        }

        await StageAsync(cancellationToken);
        try
        {
            await blob.CommitBlockListAsync(_staged, cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.InvalidBlockList || e.ErrorCode == "InvalidBlockList")
        {
            // Another writer of the name committed meanwhile, which drops the blocks of all others: as if it had written after this one.
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Only small pieces come this way, from writers that mix both; a full block waits for the next piece that comes the other way.
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _block.Write(buffer);
        _written += buffer.Length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _block.Write(buffer.Span);
        _written += buffer.Length;
        if (_block.Length >= blockSize)
        {
            await StageAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _block.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        if (_block.Length == 0)
        {
            return;
        }

        // Ids of one blob must be of one length.
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_writer}-{_staged.Count:D8}"));
        _block.Position = 0;
        await blob.StageBlockAsync(id, _block, cancellationToken: cancellationToken);
        _staged.Add(id);
        _block.SetLength(0);
    }
}
