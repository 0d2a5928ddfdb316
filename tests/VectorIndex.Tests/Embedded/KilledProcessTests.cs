using System.Diagnostics;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Retrieval;
using Cluster.TestSupport;

namespace Cluster.VectorIndex.Tests.Embedded;

/// <summary>What other processes, and their deaths, do to the file.</summary>
public sealed class KilledProcessTests
{
    private const int BatchSize = 50;
    private static readonly CollectionName Collection = new("crash");

    [Fact]
    public async Task A_killed_process_loses_no_acknowledged_point_and_leaves_no_half_batch()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("vectors.db");
        var acknowledged = new HashSet<long>();
        var first = 0;
        var random = new Random(11);
        for (var kill = 0; kill < 5; kill++)
        {
            await WriteUntilKilledAsync(path, first, acknowledged, after: random.Next(1, 40));
            first = await CheckAsync(path, acknowledged);
        }
    }

    [Fact]
    public async Task A_file_that_another_process_has_open_is_refused_until_it_ends()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("vectors.db");
        using (var other = Start(path, first: 0))
        {
            await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var failure = Assert.Throws<FailureException>(() => EmbeddedHost.Open(path));
            Assert.Equal(FailureKind.Conflict, failure.Failure.Kind);
            Assert.Contains(path, failure.Failure.Detail, StringComparison.Ordinal);
            other.Kill();
            await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var index = EmbeddedHost.Open(path);
        Assert.NotNull(await index.FindCollectionAsync(Collection, TestContext.Current.CancellationToken));
    }

    private static async Task WriteUntilKilledAsync(string path, int first, HashSet<long> acknowledged, int after)
    {
        using var process = Start(path, first);
        for (var line = 0; line < after; line++)
        {
            acknowledged.Add(long.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!));
        }

        process.Kill();

        // What it had said before it died counts, too.
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            acknowledged.Add(long.Parse(line));
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<int> CheckAsync(string path, HashSet<long> acknowledged)
    {
        await using var index = EmbeddedHost.Open(path);
        var batches = await index.FacetAsync(Collection, "batch", null, 10_000, TestContext.Current.CancellationToken);
        Assert.All(batches, batch => Assert.Equal(BatchSize, batch.Count));
        var stored = batches.Select(batch => ((Domain.Payloads.PayloadValue.Integer)batch.Value).Value).ToHashSet();
        Assert.Superset(acknowledged, stored);
        Assert.Equal(stored.Count * BatchSize, (await index.FindCollectionAsync(Collection, TestContext.Current.CancellationToken))!.Points);

        var vector = new float[64];
        vector[stored.First() % 64] = 1;
        var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(vector)), 10_000)
        {
            Filter = new Filter.Match("batch", [stored.First()]),
        };
        var hits = await index.QueryAsync(Collection, query, TestContext.Current.CancellationToken);
        Assert.Equal(BatchSize, hits.Count);
        Assert.All(hits, hit => Assert.Equal(1, hit.Score));
        return (int)stored.Max() + 1;
    }

    private static Process Start(string path, int first) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList =
        {
            System.IO.Path.Combine(AppContext.BaseDirectory, "Cluster.UpsertingProcess.dll"), path, $"{first}", $"{BatchSize}",
        },
        RedirectStandardOutput = true,
    })!;
}
