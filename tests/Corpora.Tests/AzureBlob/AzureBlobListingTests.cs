using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Tests.AzureBlob;

[Collection(nameof(AzuriteCollection))]
public sealed class AzureBlobListingTests(Azurite azurite)
{
    [Fact]
    public async Task Containers_of_several_accounts_are_one_corpus_in_order_and_resume_behind_any_image()
    {
        await using var one = await new BlobFixture(azurite, "p/").WithAsync(("1.jpg", [1]), ("2.jpg", [2]), ("a/3.jpg", [3]));
        await using var two = await new BlobFixture(azurite).WithAsync(("x.jpg", [4]), ("y/z.jpg", [5]));
        var source = one.Open(2, one.Location + ", archive" + two.Location["dev".Length..]);
        var labels = new[] { $"dev/{one.Container.Name}/p/", $"archive/{two.Container.Name}/" };
        string[] expected = [.. new[] { labels[0] + "1.jpg", labels[0] + "2.jpg", labels[0] + "a/3.jpg", labels[1] + "x.jpg", labels[1] + "y/z.jpg" }.Order(StringComparer.Ordinal)];
        var partitions = await source.ListPartitionsAsync(null, default).ToListAsync();
        Assert.Equal([2, 2, 1], partitions.Select(static p => p.Count));
        var images = new List<CorpusImage>();
        foreach (var partition in partitions)
        {
            Assert.Equal(partitions.Skip(partition.Ordinal + 1), await source.ListPartitionsAsync(partition, default).ToListAsync());
            var mine = await source.ListImagesAsync(partition, null, default).ToListAsync();
            Assert.Equal(mine.Skip(1).Select(static i => i.Key), await source.ListImagesAsync(partition, mine[0].Position, default).Select(static i => i.Key).ToListAsync());
            images.AddRange(mine);
        }

        Assert.Equal(expected, images.Select(static i => i.Key.Value));
        foreach (var image in images)
        {
            using var read = await source.ReadAsync(image, 10, default);
            Assert.Equal(1, read.Bytes.Length);
            Assert.Equal(image.ETag, (await source.FindAsync(image.Key, default))!.ETag);
        }
    }

    [Fact]
    public async Task Names_of_any_kind_list_and_read()
    {
        string[] names = ["a b.jpg", "a%2Fb.jpg", "ü/日本.jpg", "a?b#c.jpg", "plus+.jpg", "back\\slash.jpg"];
        await using var blobs = await new BlobFixture(azurite).WithAsync(names.Select(static n => (n, new byte[] { 1, 2 })));
        var source = blobs.Open();
        var partition = await source.ListPartitionsAsync(null, default).SingleAsync();
        var images = await source.ListImagesAsync(partition, null, default).ToListAsync();
        Assert.Equal(names.Select(static n => n.Replace('\\', '/')).Order(StringComparer.Ordinal), images.Select(static i => i.Key.Value));
        foreach (var image in images)
        {
            using var read = await source.ReadAsync(image, 10, default);
            Assert.Equal(2, read.Bytes.Length);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Blobs_named_like_folders_are_listed_once_in_their_place(int parallel)
    {
        await using var blobs = await new BlobFixture(azurite, "p/", parallel: parallel).WithAsync(("a", [0]), ("a/1.jpg", [1]), ("a/b", [0]), ("a/b/2.jpg", [1]), ("a-", [1]));
        var source = blobs.Open(2);
        var keys = new List<string>();
        await foreach (var partition in source.ListPartitionsAsync(null, default))
        {
            keys.AddRange(await source.ListImagesAsync(partition, null, default).Select(static i => i.Key.Value).ToListAsync());
        }

        Assert.Equal(["a", "a-", "a/1.jpg", "a/b", "a/b/2.jpg"], keys);
    }

    [Fact]
    public async Task Listing_is_asked_for_once_while_it_is_cut_and_read_and_anew_for_the_next_cut()
    {
        await using var blobs = await new BlobFixture(azurite, pageSize: 10).WithAsync(Enumerable.Range(0, 40).Select(static i => ($"{i:D3}.jpg", new byte[] { 1 })));
        var corpus = new CorpusSpec(new CorpusId("c"), "azure-blob", blobs.Location, 20);
        var factory = blobs.Factory;
        var partitions = await factory.Create(corpus).ListPartitionsAsync(null, default).ToListAsync();
        var before = blobs.Faults.Requests;
        Assert.Equal(20, await factory.Create(corpus).ListImagesAsync(partitions[0], null, default).CountAsync());
        Assert.Equal(before, blobs.Faults.Requests);

        // Given out once; and never older than the last cut.
        await blobs.WithAsync(("000.jpg", [2, 2]), ("020.jpg", [2, 2]));
        Assert.Equal(2, (await factory.Create(corpus).ListImagesAsync(partitions[0], null, default).FirstAsync()).Length);
        Assert.True(blobs.Faults.Requests > before);
        partitions = await factory.Create(corpus).ListPartitionsAsync(null, default).ToListAsync();
        Assert.Equal(2, (await factory.Create(corpus).ListImagesAsync(partitions[1], null, default).FirstAsync()).Length);
        Assert.Equal(["038.jpg", "039.jpg"], await factory.Create(corpus).ListImagesAsync(partitions[1], "037.jpg", default).Select(static i => i.Key.Value).ToListAsync());
    }

    [Fact]
    public async Task Listing_images_of_a_late_partition_does_not_page_through_the_ones_before()
    {
        await using var blobs = await new BlobFixture(azurite, pageSize: 10).WithAsync(Enumerable.Range(0, 200).Select(static i => ($"{i:D3}.jpg", new byte[] { 1 })));
        var source = blobs.Open(10);
        var last = await source.ListPartitionsAsync(null, default).LastAsync();
        var before = blobs.Faults.Requests;
        Assert.Equal(10, await source.ListImagesAsync(last, null, default).CountAsync());
        Assert.True(blobs.Faults.Requests - before <= 2);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("other/container")]
    [InlineData("dev/UPPER")]
    [InlineData("https://elsewhere.example/container")]
    [InlineData("dev/container,dev/container/inside")]
    [InlineData("")]
    public async Task Location_that_is_not_understood_or_not_configured_is_refused(string location)
    {
        await using var blobs = new BlobFixture(azurite);
        Assert.Equal(FailureKind.InvalidRequest, Assert.Throws<FailureException>(() => blobs.Open(location: location)).Failure.Kind);
    }

    [Fact]
    public async Task Signature_in_the_location_is_refused_and_not_repeated()
    {
        await using var blobs = await new BlobFixture(azurite).WithAsync(("a.jpg", [1]));
        var fault = Assert.Throws<FailureException>(() => blobs.Open(location: $"{azurite.Endpoint}/c1234?sig=topsecret"));
        Assert.DoesNotContain("topsecret", fault.Message, StringComparison.Ordinal);
        var source = blobs.Open(location: $"{azurite.Endpoint}/{blobs.Container.Name}");
        Assert.NotNull(await source.FindAsync(new BlobKey("a.jpg"), default));
        Assert.Null(await source.FindAsync(new BlobKey("../a.jpg"), default));
    }
}
