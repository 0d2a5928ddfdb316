using System.Runtime.CompilerServices;
using Cluster.Artifacts.Folder;
using Cluster.Artifacts.Ledger;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Jobs;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Tests.Jobs;

public sealed class PartitionListerTests : IDisposable
{
    private const int Partitions = 40;
    private static readonly JobSpec Spec = new(new CorpusSpec(new CorpusId("c"), SlowSource.Kind, "anywhere"), new CollectionName("n"), "e");

    private readonly TemporaryFolder _folder = new();
    private readonly PartitionLister _lister;

    public PartitionListerTests() => _lister = new PartitionLister(
        new CorpusSources([new SlowSource()]),
        new LedgerReader(new FolderArtifactStore(Options.Create(new FolderArtifactOptions { Folder = _folder.Root }), TimeProvider.System)),
        Options.Create(new JobOptions()),
        TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Jobs_over_the_same_corpus_at_the_same_time_are_each_given_every_partition()
    {
        var jobs = Enumerable.Range(0, 4).Select(static i => new JobId($"job-{i}")).ToList();
        var given = await Task.WhenAll(jobs.Select(ListAllAsync));
        Assert.All(given, static ordinals => Assert.Equal(Enumerable.Range(0, Partitions), ordinals));
    }

    [Fact]
    public async Task A_job_that_goes_on_where_it_was_is_given_the_rest()
    {
        var job = new JobId("job");
        await _lister.CountAsync(job, Spec, TestContext.Current.CancellationToken);
        var first = await _lister.NextAsync(job, Spec, null, 7, TestContext.Current.CancellationToken);
        var rest = await ListAllAsync(job, first.Partitions[2]);
        Assert.Equal(Enumerable.Range(0, 7), first.Partitions.Select(static p => p.Ordinal));
        Assert.False(first.IsEnd);
        Assert.Equal(Enumerable.Range(3, Partitions - 3), rest);
        Assert.Equal(Partitions, await _lister.CountAsync(job, Spec, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_job_is_given_what_is_cut_already_and_does_not_wait_for_all_that_it_could_take()
    {
        var next = await _lister.NextAsync(new JobId("job"), Spec, null, Partitions, TestContext.Current.CancellationToken);
        Assert.InRange(next.Partitions.Count, 1, Partitions - 1);
        Assert.False(next.IsEnd);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_left_of_a_partition_is_halved_only_where_partitions_may_begin_at_any_image(bool anywhere)
    {
        var spec = Spec with { Corpus = new CorpusSpec(new CorpusId("c"), SlowSource.Kind, anywhere ? "anywhere" : "in shards") };
        var halves = await _lister.HalveAsync(spec, new CorpusPartition(0, "shard", "shard", 10), "1", 2, 7, TestContext.Current.CancellationToken);
        (CorpusPartition, CorpusPartition)? expected = anywhere ? (new(0, "shard", "5", 6), new(7, "6", "shard", 4)) : null;
        Assert.Equal(expected, halves);
    }

    private async Task<List<int>> ListAllAsync(JobId job)
    {
        await _lister.CountAsync(job, Spec, TestContext.Current.CancellationToken);
        return await ListAllAsync(job, null);
    }

    private async Task<List<int>> ListAllAsync(JobId job, CorpusPartition? last)
    {
        List<int> ordinals = [];
        while (true)
        {
            var next = await _lister.NextAsync(job, Spec, last, 3, TestContext.Current.CancellationToken);
            ordinals.AddRange(next.Partitions.Select(static partition => partition.Ordinal));
            Assert.InRange(next.Partitions.Count, next.IsEnd ? 0 : 1, 3);
            if (next.IsEnd)
            {
                return ordinals;
            }

            last = next.Partitions[^1];
        }
    }

    /// <summary>Lists as slowly as a service does.</summary>
    private sealed class SlowSource : ICorpusSourceFactory, ICorpusSource
    {
        public const string Kind = "slow";

        string ICorpusSourceFactory.Kind => Kind;

        public bool CutsAnywhere { get; private init; }

        public ICorpusSource Create(CorpusSpec corpus) => new SlowSource { CutsAnywhere = corpus.Location == "anywhere" };

        public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);

        public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var ordinal = after is null ? 0 : after.Ordinal + 1; ordinal < Partitions; ordinal++)
            {
                await Task.Delay(5, cancellationToken);
                yield return new CorpusPartition(ordinal, $"{ordinal:D3}a", $"{ordinal:D3}z", 1);
            }
        }

        public IAsyncEnumerable<CorpusImage> ListImagesAsync(CorpusPartition partition, string? after, CancellationToken cancellationToken) =>
            Enumerable.Range(int.Parse(after!) + 1, 8).Select(static i => new CorpusImage(new BlobKey($"{i}"), $"{i}", "v", 1)).ToAsyncEnumerable();

        public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
