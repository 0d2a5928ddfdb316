using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Cluster.Bench.Common;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex;
using Cluster.VectorIndex.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Bench.Index;

/// <summary>Writing, loading and scanning on one machine.</summary>
internal static class EmbeddedBenchmark
{
    private const int Dimension = 512;
    private const int BatchSize = 1_000;
    private const int Rounds = 9;
    private static readonly CollectionName Collection = new("bench");
    private static readonly EmbeddingSpaceId Space = new("bench");

    public static async Task RunAsync(Report report, int points, string folder)
    {
        var path = Path.Combine(folder, $"cluster-bench-{Environment.ProcessId}.db");
        try
        {
            report.Row("durable upsert", await UpsertAsync(path, points), "points/s", atLeast: 20_000);
            report.Row("peak memory after writing", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, "MiB");
            await QueryAsync(report, path, points);
        }
        finally
        {
            foreach (var file in Directory.GetFiles(folder, Path.GetFileName(path) + "*"))
            {
                File.Delete(file);
            }
        }
    }

    private static EmbeddedVectorIndex Open(string path) =>
        new(new EmbeddedVectorIndexOptions { Path = path, Quantised = true }, NullLogger<EmbeddedVectorIndex>.Instance);

    private static async Task<double> UpsertAsync(string path, int points)
    {
        await using var index = Open(path);
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, Dimension), CancellationToken.None);
        var made = TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        var pending = new Queue<Task>();
        for (var first = 0; first < points; first += BatchSize)
        {
            // What the encoder would take is not the index's time.
            var making = Stopwatch.StartNew();
            var batch = Batch(first);
            made += making.Elapsed;
            pending.Enqueue(index.UpsertAsync(Collection, batch, CancellationToken.None));
            if (pending.Count == 8)
            {
                await pending.Dequeue();
            }
        }

        await Task.WhenAll(pending);
        return points / (clock.Elapsed - (made / 2)).TotalSeconds;
    }

    private static async Task QueryAsync(Report report, string path, int points)
    {
        await using var index = Open(path);
        var bytes = (double)points * Dimension * sizeof(float);
        var loading = Stopwatch.StartNew();
        await index.QueryAsync(Collection, Query(0, exact: true), CancellationToken.None);
        var load = bytes / 1e6 / loading.Elapsed.TotalSeconds;

        // The loaded vectors and their codes lie in memory that was never touched before; on a virtual machine that alone may be slower than the bound.
        var touching = Stopwatch.StartNew();
        var blocks = new float[points / 2_048][];
        Parallel.For(0, blocks.Length, i => blocks[i] = Ones());
        var touched = bytes / 1e6 / touching.Elapsed.TotalSeconds;
        report.Row("first touch of as much memory", touched, "MB/s");
        report.Row("start-up load", load, "MB/s", atLeast: Math.Min(500, 0.6 * touched));
        var (streamed, exact, rounded) = (new List<double>(), new List<double>(), new List<double>());
        var found = 0;
        for (var round = 0; round < Rounds; round++)
        {
            streamed.Add(Time(() => Stream(blocks)));
            var clock = Stopwatch.StartNew();
            var truth = await index.QueryAsync(Collection, Query(round, exact: true), CancellationToken.None);
            exact.Add(clock.Elapsed.TotalMilliseconds);
            clock.Restart();
            var rough = await index.QueryAsync(Collection, Query(round, exact: false), CancellationToken.None);
            rounded.Add(clock.Elapsed.TotalMilliseconds);
            found += truth.Select(hit => hit.Id).Intersect(rough.Select(hit => hit.Id)).Count();
        }

        for (var query = Rounds; query < 50; query++)
        {
            var truth = await index.QueryAsync(Collection, Query(query, exact: true), CancellationToken.None);
            var rough = await index.QueryAsync(Collection, Query(query, exact: false), CancellationToken.None);
            found += truth.Select(hit => hit.Id).Intersect(rough.Select(hit => hit.Id)).Count();
        }

        report.Row("streaming the same bytes", Median(streamed), "ms");
        report.Row("exact top-10", Median(exact), "ms");
        report.Row("8-bit first pass, exact rescoring, top-10", Median(rounded), "ms");
        report.Row("exact over streaming", Median(exact) / Median(streamed), "x", atMost: 1.3);
        report.Row("exact over 8-bit", Median(exact) / Median(rounded), "x", atLeast: 2.5);
        report.Row("recall@10 of the 8-bit pass", found / 500.0, "", atLeast: 0.99);
    }

    private static VectorQuery Query(int number, bool exact) =>
        new(new Scoring.Nearest(new QueryExample.Raw(UnitVector(new Random(-1 - number)))), 10) { Exact = exact };

    private static PointBatch Batch(int first)
    {
        var random = new Random(first);
        var vectors = new float[BatchSize * Dimension];
        for (var i = 0; i < BatchSize; i++)
        {
            UnitVector(random).CopyTo(vectors, i * Dimension);
        }

        var ids = Enumerable.Range(first, BatchSize).Select(i => PointId.For(new CorpusId("bench"), new BlobKey($"images/{i:D9}.jpg"))).ToArray();
        return new PointBatch(Space, ids, vectors, [.. Enumerable.Range(first, BatchSize).Select(Payload)]);
    }

    private static Dictionary<string, PayloadValue> Payload(int i) => new()
    {
        [PayloadFields.Key] = $"images/{i:D9}.jpg",
        [PayloadFields.ETag] = $"{i * 7919L:x16}",
        [PayloadFields.Width] = 640L,
        [PayloadFields.Height] = 480L,
        [PayloadFields.Job] = "bench",
    };

    private static float[] UnitVector(Random random)
    {
        var vector = new float[Dimension];
        for (var i = 0; i < Dimension; i++)
        {
            vector[i] = (random.NextSingle() + random.NextSingle() + random.NextSingle()) - 1.5f;
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private static float[] Ones()
    {
        var block = GC.AllocateUninitializedArray<float>(2_048 * Dimension);
        block.AsSpan().Fill(1);
        return block;
    }

    // Reads every byte once, with as little work beside it as can be.
    private static void Stream(float[][] blocks) => Parallel.ForEach(blocks, static block =>
    {
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < block.Length; i += 64)
        {
            a += Vector512.LoadUnsafe(ref block[0], (nuint)i);
            b += Vector512.LoadUnsafe(ref block[0], (nuint)i + 16);
            c += Vector512.LoadUnsafe(ref block[0], (nuint)i + 32);
            d += Vector512.LoadUnsafe(ref block[0], (nuint)i + 48);
        }

        if (Vector512.Sum(a + b + c + d) < 0)
        {
            throw new InvalidOperationException("Ones do not sum to less than nothing.");
        }
    });

    private static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
