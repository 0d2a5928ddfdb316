using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cluster.Artifacts;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex;

namespace Cluster.Grains.Collections.Uploads;

/// <summary>
/// Keeps the images that were added one by one, so that a later encoder can embed them too:
/// <c>uploads/{alias}/{corpus}/{hash of the key}.img</c>, a header and the bytes.
/// </summary>
public sealed class UploadedImages(IArtifactStore artifacts)
{
    /// <summary>The kind of a corpus that consists of such images; its location is the alias of the collection.</summary>
    public const string Kind = "upload";

    private const int MaxHeader = 1 << 16;

    /// <summary>The fields that tell where a point's image comes from.</summary>
    public static PointSelector Origin { get; } = new(false, [PayloadFields.Key, PayloadFields.Corpus]);

    /// <summary>Stores an image, in place of one of the same key; its content hash.</summary>
    public async Task<string> WriteAsync(CollectionName alias, CorpusId corpus, BlobKey key, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var header = JsonSerializer.SerializeToUtf8Bytes(new UploadHeader(key.Value, hash, bytes.Length));
        await artifacts.WriteAsync(
            NameOf(alias, corpus, key),
            async (stream, token) =>
            {
                var length = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
                await stream.WriteAsync(length, token);
                await stream.WriteAsync(header, token);
                await stream.WriteAsync(bytes, token);
            },
            cancellationToken);
        return hash;
    }

    /// <summary>Removes the image behind a point, where it was uploaded.</summary>
    public async Task DeleteAsync(CollectionName alias, StoredPoint point, CancellationToken cancellationToken)
    {
        if (point.Payload.GetValueOrDefault(PayloadFields.Key) is PayloadValue.Text key && point.Payload.GetValueOrDefault(PayloadFields.Corpus) is PayloadValue.Text corpus)
        {
            await DeleteAsync(alias, new CorpusId(corpus.Value), new BlobKey(key.Value), cancellationToken);
        }
    }

    /// <summary>Removes an uploaded image, if it is there.</summary>
    public Task DeleteAsync(CollectionName alias, CorpusId corpus, BlobKey key, CancellationToken cancellationToken) =>
        artifacts.DeleteAsync(NameOf(alias, corpus, key), cancellationToken);

    /// <summary>Removes all images of a corpus that were uploaded; how many there were.</summary>
    public async Task<long> DeleteAllAsync(CollectionName alias, CorpusId corpus, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        await foreach (var entry in ListAsync(alias, corpus, cancellationToken))
        {
            deleted += await artifacts.DeleteAsync(entry.Name, cancellationToken) ? 1 : 0;
        }

        return deleted;
    }

    internal static string Prefix(CollectionName alias, CorpusId corpus) => $"uploads/{alias}/{corpus}/";

    internal static ArtifactName NameOf(CollectionName alias, CorpusId corpus, BlobKey key) =>
        ArtifactName.Of($"{Prefix(alias, corpus)}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Value)).AsSpan(0, 20))}.img");

    internal IAsyncEnumerable<ArtifactEntry> ListAsync(CollectionName alias, CorpusId corpus, CancellationToken cancellationToken) =>
        artifacts.ListAsync(Prefix(alias, corpus), cancellationToken);

    /// <summary>The header, and the stream behind it; null when the image is gone.</summary>
    internal async Task<(UploadHeader Header, Stream Bytes)?> OpenAsync(ArtifactName name, CancellationToken cancellationToken)
    {
        var stream = await artifacts.OpenReadAsync(name, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        try
        {
            var length = new byte[sizeof(int)];
            await stream.ReadExactlyAsync(length, cancellationToken);
            var size = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (size is < 2 or > MaxHeader)
            {
                throw new InvalidDataException($"The uploaded image '{name}' is damaged; restore the artifact.");
            }

            var header = new byte[size];
            await stream.ReadExactlyAsync(header, cancellationToken);
            return (JsonSerializer.Deserialize<UploadHeader>(header)!, stream);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
