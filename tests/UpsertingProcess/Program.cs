using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

// Arguments: index file, first batch, points a batch. Writes batch after batch, two at a time, and says so of each once it is durable.
var (path, first, size) = (args[0], int.Parse(args[1]), int.Parse(args[2]));
var collection = new CollectionName("crash");
var space = new EmbeddingSpaceId("crash");
await using var index = new EmbeddedVectorIndex(new EmbeddedVectorIndexOptions { Path = path }, NullLogger<EmbeddedVectorIndex>.Instance);
await index.CreateCollectionAsync(new CollectionSpec(collection, space, 64), CancellationToken.None);
var said = new Lock();
await Task.WhenAll(WriteAsync(first), WriteAsync(first + 1));

async Task WriteAsync(int batch)
{
    for (; ; batch += 2)
    {
        var vectors = new float[size * 64];
        for (var i = 0; i < size; i++)
        {
            vectors[(i * 64) + (batch % 64)] = 1;
        }

        var payload = new Dictionary<string, PayloadValue> { ["batch"] = (long)batch };
        var ids = Enumerable.Range(0, size).Select(i => new PointId((ulong)batch, (ulong)i)).ToArray();
        await index.UpsertAsync(collection, new PointBatch(space, ids, vectors, [.. ids.Select(_ => payload)]), CancellationToken.None);
        lock (said)
        {
            Console.Out.WriteLine(batch);
            Console.Out.Flush();
        }
    }
}
