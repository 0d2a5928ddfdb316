using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Pipeline.Progress;
using Cluster.TestSupport;

namespace Cluster.Grains.Tests.Partitions;

/// <summary>Of two who believe that a partition is theirs only one can commit: by the token, by the lease's end, and by the store where they do not even know of each other.</summary>
public sealed class FencingTests : IDisposable
{
    private static readonly Checkpoint Ten = new(10, "j", new OutcomeCounts(10, 0, 0));
    private static readonly Checkpoint Twenty = new(20, "t", new OutcomeCounts(20, 0, 0));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_older_token_commits_no_checkpoint_and_ends_no_run()
    {
        await using var silo = await FencedSilo.StartAsync(_folder.Root, "one", TimeSpan.FromMinutes(1));
        await silo.RunAsync();
        Assert.True(await silo.Partition.CommitAsync(new FencingToken(1), Ten));

        // The run ends and the partition is leased anew.
        Assert.Equal(PartitionPhase.Idle, (await silo.Partition.EndAsync(new FencingToken(1), new PartitionRunEnd(false, null))).Phase);
        await silo.RunAsync();
        Assert.False(await silo.Partition.CommitAsync(new FencingToken(1), Twenty));
        var status = await silo.Partition.EndAsync(new FencingToken(1), new PartitionRunEnd(true, null));
        Assert.Equal((PartitionPhase.Running, Ten.Counts), (status.Phase, status.Counts));
        Assert.True(await silo.Partition.CommitAsync(new FencingToken(2), Twenty));
    }

    [Fact]
    public async Task A_partition_that_stands_still_says_whether_its_lease_was_given_back_or_its_silo_died()
    {
        await using var one = await FencedSilo.StartAsync(_folder.Root, "one", TimeSpan.FromMinutes(1));
        var untouched = await one.Partition.ShowAsync();
        Assert.Equal((PartitionPhase.Idle, false), (untouched.Phase, untouched.IsLeased));
        await one.RunAsync();
        Assert.True(await one.Partition.CommitAsync(new FencingToken(1), Ten));
        var atWork = await one.Partition.ShowAsync();
        Assert.Equal((PartitionPhase.Running, true), (atWork.Phase, atWork.IsLeased));

        // Another silo that knows of the first nothing but what is stored sees what it would see if that had died.
        await using var other = await FencedSilo.StartAsync(_folder.Root, "other", TimeSpan.FromMinutes(1));
        var orphan = await other.Partition.ShowAsync();
        Assert.Equal((PartitionPhase.Idle, true, Ten.Counts), (orphan.Phase, orphan.IsLeased, orphan.Counts));

        await one.Partition.EndAsync(new FencingToken(1), new PartitionRunEnd(false, null));
        var resting = await one.Partition.ShowAsync();
        Assert.Equal((PartitionPhase.Idle, false, Ten.Counts), (resting.Phase, resting.IsLeased, resting.Counts));
    }

    [Fact]
    public async Task A_holder_whose_lease_has_run_out_writes_neither_ledger_nor_checkpoint()
    {
        await using var silo = await FencedSilo.StartAsync(_folder.Root, "one", TimeSpan.FromSeconds(1));
        await silo.RunAsync();
        while (silo.Checkpoints.IsHeld)
        {
            await Task.Delay(50);
        }

        Assert.False(await silo.Checkpoints.CommitAsync(Outcomes(Ten), CancellationToken.None));
        Assert.False(await silo.Partition.CommitAsync(new FencingToken(1), Ten));
        Assert.Empty(Segments());
    }

    [Fact]
    public async Task A_partition_that_is_cut_stands_still_until_someone_starts_it_who_knows_of_the_cut()
    {
        await using var silo = await FencedSilo.StartAsync(_folder.Root, "one", TimeSpan.FromMinutes(1));
        await silo.RunAsync();
        Assert.True(await silo.Partition.CommitAsync(new FencingToken(1), Ten));
        var status = await silo.Partition.CutAsync(1);
        Assert.Equal((1, Ten.Counts, Ten.Position), (status.Cut, status.Counts, status.Position));

        // Neither the run that was under way nor a job that has not heard of it goes on.
        Assert.False(await silo.Partition.CommitAsync(new FencingToken(1), Twenty));
        Assert.Equal(PartitionPhase.Idle, (await silo.Partition.RunAsync(FencedSilo.Assignment)).Phase);
        var cut = FencedSilo.Assignment with { Partition = FencedSilo.Assignment.Partition with { End = "m", Cut = 1 } };
        Assert.Equal(PartitionPhase.Running, (await silo.Partition.RunAsync(cut)).Phase);
        Assert.Equal(PartitionPhase.Running, (await silo.Partition.CutAsync(1)).Phase);
        Assert.True(await silo.Partition.CommitAsync(new FencingToken(3), Twenty));
    }

    [Fact]
    public async Task In_a_cluster_that_has_fallen_in_two_the_store_refuses_the_older_holder()
    {
        // Neither half knows of the other; they share the store of the state, and the artifacts.
        await using var one = await FencedSilo.StartAsync(_folder.Root, "one", TimeSpan.FromMinutes(1));
        await using var other = await FencedSilo.StartAsync(_folder.Root, "other", TimeSpan.FromMinutes(1));
        await one.RunAsync();
        Assert.True(await one.Checkpoints.CommitAsync(Outcomes(Ten), CancellationToken.None));
        await other.RunAsync();

        // The older holder is at it still and knows no better. What it writes of the ledger is of no account, its checkpoint is refused.
        Assert.False(await one.Checkpoints.CommitAsync(new CheckpointOutcomes(Ten, Twenty, Kept(10, 20), [], []), CancellationToken.None));
        Assert.True(await other.Checkpoints.CommitAsync(new CheckpointOutcomes(Ten, Twenty, Kept(10, 20), [], []), CancellationToken.None));
        Assert.Equal(["000000000000-0000000001.segment", "000000000010-0000000001.segment", "000000000010-0000000002.segment"], Segments());
        Assert.Equal(Twenty.Counts, (await other.Partition.StopAsync()).Counts);
    }

    private static CheckpointOutcomes Outcomes(Checkpoint to) => new(Checkpoint.Start, to, Kept(0, to.Sequence), [], []);

    private static IReadOnlyList<KeptImage> Kept(long from, long to) =>
        [.. Enumerable.Range((int)from, (int)(to - from)).Select(static i => new KeptImage(PointId.For(new CorpusId("pictures"), new BlobKey($"{i}")), "v1"))];

    private IReadOnlyList<string> Segments() => Directory.Exists(_folder.Path("artifacts", "ledger"))
        ? [.. Directory.EnumerateFiles(_folder.Path("artifacts", "ledger"), "*.segment", SearchOption.AllDirectories).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)]
        : [];
}
