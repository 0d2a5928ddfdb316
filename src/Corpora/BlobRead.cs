using Cluster.Domain.Outcomes;

namespace Cluster.Corpora;

/// <summary>The bytes of an image, or why there are none. Dispose it to give the memory back to its pool.</summary>
public sealed class BlobRead : IDisposable
{
    private IDisposable? _owner;

    private BlobRead(ReadOnlyMemory<byte> bytes, string etag, Failure? failure, IDisposable? owner)
    {
        Bytes = bytes;
        ETag = etag;
        Failure = failure;
        _owner = owner;
    }

    /// <summary>The stored bytes; empty when <see cref="Failure"/> is set.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The version that was read, which may be newer than the listed one.</summary>
    public string ETag { get; }

    /// <summary>Why there are no bytes; null on success.</summary>
    public Failure? Failure { get; }

    /// <summary>A successful read.</summary>
    public static BlobRead Of(ReadOnlyMemory<byte> bytes, string etag, IDisposable? owner = null) => new(bytes, etag, null, owner);

    /// <summary>A read that failed.</summary>
    public static BlobRead Failed(FailureKind kind, string detail) => new(default, "", new Failure(kind, detail), null);

    /// <summary>Hands the bytes on under another read: disposing this one gives nothing back any more.</summary>
    internal ReadOnlyMemory<byte> Take(out IDisposable? owner)
    {
        (owner, _owner) = (_owner, null);
        return Bytes;
    }

    /// <inheritdoc />
    public void Dispose() => _owner?.Dispose();
}
