using System.Formats.Tar;
using System.Text;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.TestSupport;

namespace Cluster.Corpora.Tests.Tar;

public sealed class TarSourceTests
{
    [Fact]
    public async Task Members_of_one_stem_become_metadata_whether_before_or_behind_the_picture()
    {
        await using var tar = new TarFixture(TarEntryFormat.Pax);
        tar.Folder.Write("0.tar", TarShards.Write(
            TarEntryFormat.Pax,
            ("a/001.jpg", [1]),
            ("a/001.json", Utf8("""{"brand":"x","price":9.5,"stock":3,"new":true,"tags":["r","s"],"size":{"w":1},"_key":"evil","none":null}""")),
            ("a/001.txt", Utf8("a red dress\n")),
            ("a/002.cls", Utf8("7")),
            ("a/002.json", Utf8("not json")),
            ("a/002.jpg", [2]),
            ("a/003.left.png", [3]),
            ("a/003.right.png", [4])));
        var images = await ListAsync(tar.Open());
        Assert.Equal(["0.tar/a/001.jpg", "0.tar/a/002.jpg", "0.tar/a/003.left.png", "0.tar/a/003.right.png"], images.Select(static i => i.Key.Value));
        var first = images[0].Metadata;
        Assert.Equal(["brand", "caption", "new", "price", "size.w", "stock", "tags"], first.Keys.Order());
        Assert.Equal((PayloadValue)"a red dress", first["caption"]);
        Assert.Equal((PayloadValue)9.5, first["price"]);
        Assert.Equal((PayloadValue)3L, first["stock"]);
        Assert.Equal((PayloadValue)1L, first["size.w"]);
        Assert.Equal([(PayloadValue)"r", "s"], Assert.IsType<PayloadValue.Many>(first["tags"]).Values);
        Assert.Equal((PayloadValue)7L, Assert.Single(images[1].Metadata).Value);
        Assert.Empty(images[2].Metadata);
    }

    [Fact]
    public async Task Metadata_is_the_same_when_the_listing_is_taken_up_behind_the_sample_before()
    {
        await using var tar = new TarFixture(TarEntryFormat.Gnu);
        var longName = new string('n', 180);
        tar.Folder.Write("0.tar", TarShards.Write(
            TarEntryFormat.Gnu, Enumerable.Range(0, 5).SelectMany(i => new[] { ($"{longName}/{i}.json", Utf8($$"""{"i":{{i}}}""")), ($"{longName}/{i}.jpg", new byte[600 + i]) })));
        var source = tar.Open();
        var partition = await source.ListPartitionsAsync(null, default).SingleAsync();
        var images = await source.ListImagesAsync(partition, null, default).ToListAsync();
        for (var i = 0; i < 5; i++)
        {
            var rest = await source.ListImagesAsync(partition, images[i].Position, default).ToListAsync();
            Assert.Equal(Enumerable.Range(i + 1, 4 - i).Select(static n => (PayloadValue)(long)n), rest.Select(static r => r.Metadata["i"]));
        }
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(3_072)]
    [InlineData(3_500)]
    [InlineData(2_600)]
    public async Task Shard_that_ends_too_soon_gives_what_is_whole_and_one_truncated_image_for_the_rest(int length)
    {
        await using var tar = new TarFixture(TarEntryFormat.Ustar);
        var shard = TarShards.Write(TarEntryFormat.Ustar, Enumerable.Range(0, 9).Select(static i => ($"{i}.jpg", new byte[700])));
        tar.Folder.Write("0.tar", shard[..length]);
        var source = tar.Open();
        var images = await ListAsync(source);
        Assert.Equal("0.tar/(damaged)", images[^1].Key.Value);
        Assert.Equal(length >= 2_748 ? 3 : 2, images.Count);
        foreach (var image in images)
        {
            using var read = await source.ReadAsync(image, 10_000, default);
            Assert.Equal(image == images[^1] ? FailureKind.Truncated : null, read.Failure?.Kind);
        }

        var partition = await source.ListPartitionsAsync(null, default).SingleAsync();
        Assert.Empty(await source.ListImagesAsync(partition, images[^1].Position, default).ToListAsync());
    }

    [Fact]
    public async Task File_that_is_no_tar_or_empty_is_one_truncated_image()
    {
        await using var tar = new TarFixture(TarEntryFormat.Ustar);
        tar.Folder.Write("0.tar", Enumerable.Range(0, 5_000).Select(static i => (byte)(i * 7 + 1)).ToArray());
        tar.Folder.Write("1.tar", []);
        var images = await ListAsync(tar.Open());
        Assert.Equal(["0.tar/(damaged)", "1.tar/(damaged)"], images.Select(static i => i.Key.Value));
    }

    [Fact]
    public async Task Shard_written_anew_is_gone_for_old_positions_and_listed_anew_from_its_start()
    {
        await using var tar = new TarFixture(TarEntryFormat.Pax);
        tar.Folder.Write("0.tar", TarShards.Write(TarEntryFormat.Pax, ("1.jpg", [1]), ("2.jpg", [2])));
        var source = tar.Open();
        var old = await ListAsync(source);
        tar.Folder.Write("0.tar", TarShards.Write(TarEntryFormat.Pax, ("1.jpg", [3, 3, 3]), ("2.jpg", new byte[2_000]), ("3.jpg", [5])));
        using var read = await source.ReadAsync(old[1], 100, default);
        Assert.Equal(FailureKind.Gone, read.Failure?.Kind);
        var partition = await source.ListPartitionsAsync(null, default).SingleAsync();
        Assert.Equal(3, await source.ListImagesAsync(partition, old[1].Position, default).CountAsync());
    }

    [Fact]
    public async Task Compressed_shards_are_told_of_and_never_passed_over()
    {
        await using var tar = new TarFixture(TarEntryFormat.Pax);
        tar.Folder.Write("1.tar.gz", [1, 2, 3]);
        tar.Folder.Write("2.tgz", [1, 2, 3]);
        tar.Folder.Write("notes.gz", [1, 2, 3]);
        var refusal = await tar.Open().CheckAsync(default);
        Assert.Equal(FailureKind.InvalidRequest, refusal?.Kind);
        Assert.Contains("compressed", refusal!.Detail, StringComparison.Ordinal);

        tar.Folder.Write("0.tar", TarShards.Write(TarEntryFormat.Pax, ("1.jpg", [1])));
        var source = tar.Open();
        Assert.Null(await source.CheckAsync(default));
        var images = await ListAsync(source);
        Assert.Equal(["0.tar/1.jpg", "1.tar.gz/(compressed)", "2.tgz/(compressed)"], images.Select(static i => i.Key.Value));
        using var read = await source.ReadAsync(images[1], 100, default);
        Assert.Equal(FailureKind.UnsupportedFormat, read.Failure?.Kind);
        Assert.Empty(await source.ListImagesAsync(await source.ListPartitionsAsync(null, default).LastAsync(), images[2].Position, default).ToListAsync());
    }

    [Fact]
    public async Task Folder_without_shards_is_no_corpus()
    {
        await using var tar = new TarFixture(TarEntryFormat.Pax);
        tar.Folder.Write("a.jpg");
        Assert.Equal(FailureKind.CorpusNotFound, (await tar.Open().CheckAsync(default))?.Kind);
    }

    [Fact]
    public async Task Shard_of_real_photographs_gives_them_back_byte_for_byte()
    {
        var photos = Directory.EnumerateFiles(SharedData.Path("datasets", "clothing"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(60).ToList();
        await using var tar = new TarFixture(TarEntryFormat.Pax);
        foreach (var (n, chunk) in photos.Chunk(25).Index())
        {
            tar.Folder.Write($"{n}.tar", TarShards.Write(TarEntryFormat.Pax, chunk.Select(static p => (Path.GetFileName(p), File.ReadAllBytes(p)))));
        }

        var source = tar.Open();
        var images = await ListAsync(source);
        Assert.Equal(photos.Count, images.Count);
        foreach (var (photo, image) in photos.Zip(images))
        {
            using var read = await source.ReadAsync(image, 1 << 26, default);
            Assert.Equal(await File.ReadAllBytesAsync(photo), read.Bytes.ToArray());
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<List<CorpusImage>> ListAsync(ICorpusSource source)
    {
        var images = new List<CorpusImage>();
        await foreach (var partition in source.ListPartitionsAsync(null, default))
        {
            images.AddRange(await source.ListImagesAsync(partition, null, default).ToListAsync());
        }

        return images;
    }
}
