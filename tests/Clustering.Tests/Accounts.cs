using Cluster.Artifacts.Folder;
using Cluster.Artifacts.Ledger;
using Cluster.Artifacts.Rolls;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Clustering.Tests;

/// <summary>Compares what is left behind a job over <see cref="ColourCorpus"/> with what has to be: points, outcomes, rolls and reasons.</summary>
internal static class Accounts
{
    /// <summary>Exactly the expected points, each with its vector; each picture exactly once in the ledger.</summary>
    public static async Task AssertExactAsync(LoopbackCluster cluster, string job, int pictures, CancellationToken cancellationToken)
    {
        var corpus = new CorpusId("colours");
        var sound = Enumerable.Range(0, pictures).Where(static i => !ColourCorpus.IsBroken(i)).ToDictionary(i => PointId.For(corpus, new BlobKey(ColourCorpus.KeyOf(i))));
        var points = cluster.Qdrant.State.Collections.Single().Value.Points;
        Assert.Empty(points.Keys.Except(sound.Keys));
        Assert.Empty(sound.Keys.Except(points.Keys));
        var expected = new float[PrismModel.Dimension];
        foreach (var (id, index) in sound)
        {
            ProbedSilo.Prism.Encode(ColourCorpus.TextOf(index), expected);
            var cosine = System.Numerics.Tensors.TensorPrimitives.CosineSimilarity<float>(expected, points[id].Vector);
            Assert.True(cosine > 0.999f, $"The vector of {ColourCorpus.KeyOf(index)} is {cosine} near.");
        }

        var store = new FolderArtifactStore(Options.Create(new FolderArtifactOptions { Folder = cluster.Artifacts }), TimeProvider.System);
        var ledger = new LedgerReader(store);
        var counts = default(OutcomeCounts);
        await foreach (var summary in ledger.ReadSummariesAsync(new JobId(job), cancellationToken))
        {
            counts += summary.Counts;
        }

        Assert.Equal(new OutcomeCounts(sound.Count, 0, pictures - sound.Count), counts);

        // Each kept image once: the entries come in the order of their ids, so one that is there twice stands beside itself.
        await using var sorter = new RollSorter(store, "tmp/compared/");
        await ledger.AddRollsAsync(new JobId(job), sorter, cancellationToken);
        var roll = await sorter.ReadAsync(cancellationToken).Select(static entry => entry.Id).ToListAsync(cancellationToken);
        Assert.Equal(sound.Count, roll.Count);
        Assert.Equal(sound.Keys.ToHashSet(), roll.ToHashSet());
        var aside = await ledger.ReadAsync(new JobId(job), null, cancellationToken).Select(static row => row.Row.Key.Value).ToListAsync(cancellationToken);
        Assert.Equal(Enumerable.Range(0, pictures).Where(ColourCorpus.IsBroken).Select(ColourCorpus.KeyOf), aside.Order(StringComparer.Ordinal));
    }
}
