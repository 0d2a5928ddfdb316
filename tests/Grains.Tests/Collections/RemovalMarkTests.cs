using Cluster.Contracts.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Tests.Collections;

/// <summary>A corpus that is being removed is written by nobody else, and what was announced before is waited for.</summary>
public sealed class RemovalMarkTests
{
    private static readonly CorpusId Corpus = new("pictures");
    private static readonly PointId[] Ids = [PointId.For(Corpus, new BlobKey("k"))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_operation_that_removes_a_corpus_changes_its_points_until_it_gives_up()
    {
        await using var silos = await TwoSilos.WithPicturesAsync(3);
        var collection = await FilledAsync(silos);
        var asked = new CorpusRemoval(Corpus, "one", 3, 0);
        Assert.Equal(asked, (await collection.BeginRemovalAsync(asked, Token)).Value);
        Assert.Equal(asked, (await collection.BeginRemovalAsync(asked with { Operation = "two" }, Token)).Value);

        Assert.Equal(FailureKind.Conflict, (await collection.BeginCorpusChangeAsync(Corpus, null, Ids, Token)).Failure!.Kind);
        Assert.Equal(FailureKind.Conflict, (await collection.BeginCorpusChangeAsync(Corpus, "two", Ids, Token)).Failure!.Kind);
        Assert.Contains("'one'", (await silos.Job("more").SubmitAsync(silos.Spec(10), Token)).Failure!.Detail, StringComparison.Ordinal);
        var own = await collection.BeginCorpusChangeAsync(Corpus, "one", Ids, Token);
        Assert.True(await collection.EndChangeAsync(own.Value!.Number, Token));

        // Changes of points that are there already, such as labels, are everybody's.
        Assert.True(await collection.EndChangeAsync((await collection.BeginChangeAsync(Ids, Token)).Value!.Number, Token));

        await collection.EndRemovalAsync(asked with { Operation = "two", Done = true }, Token);
        Assert.False((await collection.FindRemovalAsync(Corpus, Token))!.Done);
        await collection.EndRemovalAsync(asked, Token);
        Assert.Null(await collection.FindRemovalAsync(Corpus, Token));
        Assert.True(await collection.EndChangeAsync((await collection.BeginCorpusChangeAsync(Corpus, null, Ids, Token)).Value!.Number, Token));
    }

    [Fact]
    public async Task A_removal_that_is_over_does_nothing_when_it_is_begun_anew_and_the_corpus_may_come_back_from_elsewhere()
    {
        await using var silos = await TwoSilos.WithPicturesAsync(3);
        var collection = await FilledAsync(silos);
        var asked = new CorpusRemoval(Corpus, "one", 3, 0);
        await collection.BeginRemovalAsync(asked, Token);
        await collection.EndRemovalAsync(asked with { Done = true }, Token);
        Assert.Empty((await collection.DescribeAsync(Token)).Value!.Corpora);
        Assert.Null(await collection.FindPassAsync(Corpus, Token));
        Assert.Equal(FailureKind.CorpusNotFound, (await collection.BeginCorpusChangeAsync(Corpus, null, Ids, Token)).Failure!.Kind);

        // Begun anew after a crash at its very end, it must not take what a job has brought since.
        var live = (await collection.GetLiveAsync(Token)).Value!;
        var elsewhere = new CorpusSpec(Corpus, "folder", "/elsewhere", 10);
        Assert.True((await collection.OpenAsync(new CollectionOpening(live.Encoder, live.Space, live.Dimension, elsewhere), Token)).Succeeded);
        Assert.True((await collection.BeginRemovalAsync(asked, Token)).Value!.Done);
        Assert.True((await collection.BeginCorpusChangeAsync(Corpus, null, Ids, Token)).Succeeded);

        // Another operation removes it again.
        Assert.False((await collection.BeginRemovalAsync(asked with { Operation = "two" }, Token)).Value!.Done);
    }

    [Fact]
    public async Task What_waits_behind_a_fence_is_refused_when_the_corpus_was_marked_meanwhile_and_a_fence_waits_for_what_was_announced()
    {
        await using var silos = await TwoSilos.WithPicturesAsync(3);
        var collection = await FilledAsync(silos);
        var before = (await collection.BeginCorpusChangeAsync(Corpus, null, Ids, Token)).Value!;
        await collection.BeginRemovalAsync(new CorpusRemoval(Corpus, "one", 3, 0), Token);
        var fencing = collection.FenceAsync(Token);
        var late = collection.BeginCorpusChangeAsync(Corpus, null, Ids, Token);
        Assert.False(fencing.IsCompleted);
        Assert.True(await collection.EndChangeAsync(before.Number, Token));
        var fence = (await fencing).Value!;
        await collection.UnfenceAsync(fence.Number, Token);
        Assert.Equal(FailureKind.Conflict, (await late).Failure!.Kind);

        // The one that was refused is not open any more.
        Assert.True((await collection.FenceAsync(Token)).Succeeded);
    }

    private static async Task<ICollectionGrain> FilledAsync(TwoSilos silos)
    {
        Assert.True((await silos.Job("first").SubmitAsync(silos.Spec(10), Token)).Succeeded);
        var done = await TwoSilos.UntilAsync(silos.Job("first"), static job => job.State != JobState.Running);
        Assert.Equal(JobState.Completed, done.State);
        return silos.Cluster.Client.GetGrain<ICollectionGrain>("photos");
    }
}
