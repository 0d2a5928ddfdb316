using System.Text;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Tests;

/// <summary>What every corpus source must hold. Each kind of source inherits it with its own real corpus.</summary>
public abstract class CorpusSourceConformance : IAsyncLifetime
{
    private const int PartitionSize = 7;
    private ICorpusFixture _fixture = null!;

    private static readonly Dictionary<string, byte[]> Images = Keys().ToDictionary(static k => k, static k => Encoding.UTF8.GetBytes("bytes of " + k));

    protected abstract ICorpusFixture NewFixture();

    public ValueTask InitializeAsync()
    {
        _fixture = NewFixture();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Corpus_that_is_there_passes_its_check()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        Assert.Null(await source.CheckAsync(default));
    }

    [Fact]
    public async Task Every_image_is_listed_once_across_the_partitions_and_again_in_the_same_order()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        var first = await ListAllAsync(source);
        var second = await ListAllAsync(source);
        Assert.Equal(Images.Keys.Order(StringComparer.Ordinal), first.Select(i => _fixture.NameOf(i.Key)).Order(StringComparer.Ordinal));
        Assert.Equal(first, second, ByKeyPositionAndTag);
    }

    [Fact]
    public async Task Partitions_are_numbered_from_zero_and_count_what_they_list()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        var partitions = await source.ListPartitionsAsync(null, default).ToListAsync();
        Assert.Equal(Enumerable.Range(0, partitions.Count), partitions.Select(static p => p.Ordinal));
        Assert.True(partitions.Count > 1);
        foreach (var partition in partitions)
        {
            var images = await source.ListImagesAsync(partition, null, default).ToListAsync();
            Assert.NotEmpty(images);
            Assert.True(partition.Count == -1 || partition.Count == images.Count);
        }
    }

    [Fact]
    public async Task Partitions_listed_behind_one_are_exactly_the_rest()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        var partitions = await source.ListPartitionsAsync(null, default).ToListAsync();
        for (var i = 0; i < partitions.Count; i++)
        {
            Assert.Equal(partitions.Skip(i + 1), await source.ListPartitionsAsync(partitions[i], default).ToListAsync());
        }
    }

    [Fact]
    public async Task Images_listed_behind_any_position_are_exactly_the_rest()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        foreach (var partition in await source.ListPartitionsAsync(null, default).ToListAsync())
        {
            var images = await source.ListImagesAsync(partition, null, default).ToListAsync();
            for (var i = 0; i < images.Count; i++)
            {
                var rest = await source.ListImagesAsync(partition, images[i].Position, default).ToListAsync();
                Assert.Equal(images.Skip(i + 1), rest, ByKeyPositionAndTag);
            }
        }
    }

    /// <summary>As the lister of jobs halves what is left of a straggler.</summary>
    [Fact]
    public async Task Partition_cut_at_any_image_lists_what_it_listed_whole_where_the_source_says_so()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        await foreach (var whole in source.ListPartitionsAsync(null, default))
        {
            var images = await source.ListImagesAsync(whole, null, default).ToListAsync();
            for (var middle = 1; middle < images.Count && source.CutsAnywhere; middle++)
            {
                var first = source.ListImagesAsync(whole with { End = images[middle - 1].Position }, null, default);
                var second = source.ListImagesAsync(whole with { Start = images[middle].Position }, null, default);
                Assert.Equal(images, [.. await first.ToListAsync(), .. await second.ToListAsync()], ByKeyPositionAndTag);
            }
        }
    }

    [Fact]
    public async Task Every_image_reads_as_it_was_stored_with_the_tag_of_the_listing()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        foreach (var image in await ListAllAsync(source))
        {
            using var read = await source.ReadAsync(image, 1 << 20, default);
            Assert.Null(read.Failure);
            Assert.Equal(Images[_fixture.NameOf(image.Key)], read.Bytes.ToArray());
            Assert.Equal(image.ETag, read.ETag);
            Assert.True(image.Length == -1 || image.Length == read.Bytes.Length);
        }
    }

    [Fact]
    public async Task Image_above_the_limit_is_refused_and_at_the_limit_is_read()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        var image = (await ListAllAsync(source))[0];
        var length = Images[_fixture.NameOf(image.Key)].Length;
        using var refused = await source.ReadAsync(image, length - 1, default);
        using var read = await source.ReadAsync(image, length, default);
        Assert.Equal(FailureKind.TooManyBytes, refused.Failure?.Kind);
        Assert.True(refused.Bytes.IsEmpty);
        Assert.Null(read.Failure);
    }

    [Fact]
    public async Task Image_removed_after_listing_is_gone_and_no_exception()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        var image = (await ListAllAsync(source))[3];
        Assert.SkipUnless(await _fixture.RemoveAsync(image), "images of this kind of corpus cannot be removed one by one");
        using var read = await source.ReadAsync(image, 1 << 20, default);
        Assert.Equal(FailureKind.Gone, read.Failure?.Kind);
        Assert.Null(await source.FindAsync(image.Key, default));
    }

    [Fact]
    public async Task Image_found_by_its_key_is_the_listed_one_and_reads()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        foreach (var image in await ListAllAsync(source))
        {
            var found = await source.FindAsync(image.Key, default);
            Assert.NotNull(found);
            Assert.Equal(image, found with { Position = _fixture.FindsByPosition ? found.Position : image.Position }, ByKeyPositionAndTag);
            using var read = await source.ReadAsync(found, 1 << 20, default);
            Assert.Equal(Images[_fixture.NameOf(image.Key)], read.Bytes.ToArray());
        }
    }

    [Fact]
    public async Task Key_that_is_not_in_the_corpus_is_not_found()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        Assert.Null(await source.FindAsync(new BlobKey("no/such/image.jpg"), default));
        Assert.Null(await source.FindAsync(new BlobKey("a"), default));
    }

    [Fact]
    public async Task Cancelled_listing_ends_with_a_cancellation()
    {
        var source = await _fixture.OpenAsync(Images, PartitionSize);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await source.ListPartitionsAsync(null, cancelled.Token).ToListAsync(cancelled.Token));
    }

    protected static async Task<List<CorpusImage>> ListAllAsync(ICorpusSource source)
    {
        var images = new List<CorpusImage>();
        await foreach (var partition in source.ListPartitionsAsync(null, default))
        {
            await foreach (var image in source.ListImagesAsync(partition, null, default))
            {
                images.Add(image);
            }
        }

        return images;
    }

    private static readonly Comparer ByKeyPositionAndTag = new();

    // Order of full keys differs from order by directory: '-' and '.' sort before '/', letters behind it.
    private static IEnumerable<string> Keys()
    {
        foreach (var folder in (string[])["", "a/", "a-b/", "a.b/", "ab/", "a/b/", "a/b/c/", "z/y/x/"])
        {
            foreach (var name in (string[])["1.jpg", "10.jpg", "2.jpg", "B.jpg", "_.jpg"])
            {
                yield return folder + name;
            }
        }
    }

    private sealed class Comparer : IEqualityComparer<CorpusImage>
    {
        public bool Equals(CorpusImage? x, CorpusImage? y) => x is not null && y is not null && (x.Key, x.Position, x.ETag) == (y.Key, y.Position, y.ETag);

        public int GetHashCode(CorpusImage obj) => obj.Key.GetHashCode();
    }
}
