using System.Security.Cryptography;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.SourceJobs.Tests;

/// <summary>Looks into the index that a process left behind.</summary>
internal static class StoredPoints
{
    /// <summary>Makes sure that the collection of <paramref name="alias"/> holds exactly these images of the corpus, each made from these bytes.</summary>
    /// <param name="data">The data folder of a process that has ended.</param>
    /// <param name="alias">The collection as the job named it.</param>
    /// <param name="corpus">The corpus.</param>
    /// <param name="images">SHA-256 in lower-case hex, and the version where the source has one of its own, by key.</param>
    public static async Task AssertExactAsync(string data, string alias, string corpus, IReadOnlyDictionary<string, (string Hash, string? ETag)> images)
    {
        await using var index = Open(data);
        var collection = await CollectionOf(index, alias);
        Assert.Equal(images.Count, collection.Points);
        var selector = new PointSelector(false, [PayloadFields.Key, PayloadFields.ContentHash, PayloadFields.ETag]);
        foreach (var chunk in images.Chunk(500))
        {
            var ids = chunk.Select(image => PointId.For(new CorpusId(corpus), new BlobKey(image.Key))).ToList();
            var points = (await index.GetAsync(collection.Name, ids, selector, default)).ToDictionary(static point => point.Id);
            foreach (var (id, (key, (hash, etag))) in ids.Zip(chunk))
            {
                Assert.True(points.TryGetValue(id, out var point), $"{alias}: no point for '{key}'");
                Assert.Equal((key, hash), (Text(point, PayloadFields.Key), Text(point, PayloadFields.ContentHash)));
                Assert.True(etag is null || etag == Text(point, PayloadFields.ETag), $"{alias}: '{key}' has the version {Text(point, PayloadFields.ETag)}, not {etag}");
            }
        }
    }

    /// <summary>Points of a collection that a process left behind.</summary>
    public static async Task<long> CountAsync(string data, string alias)
    {
        await using var index = Open(data);
        return (await CollectionOf(index, alias)).Points;
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static EmbeddedVectorIndex Open(string data) =>
        new(new EmbeddedVectorIndexOptions { Path = Path.Combine(data, "vectors.db") }, NullLogger<EmbeddedVectorIndex>.Instance);

    private static async Task<CollectionInfo> CollectionOf(EmbeddedVectorIndex index, string alias) =>
        (await index.ListCollectionsAsync(default)).Single(c => c.Name.Value == alias || c.Name.Value.StartsWith(alias + "--", StringComparison.Ordinal));

    private static string Text(StoredPoint point, string field) => point.Payload.TryGetValue(field, out var value) && value is PayloadValue.Text text ? text.Value : "";
}
