using System.Formats.Tar;
using Cluster.Corpora.Tests.AzureBlob;
using Cluster.Domain.Corpora;

namespace Cluster.Corpora.Tests.Tar;

/// <summary>A shard is read in a few streams, not a request an image.</summary>
[Collection(nameof(AzuriteCollection))]
public sealed class TarStreamTests(Azurite azurite)
{
    private const int Count = 120;
    private const int Readers = 4;

    /// <summary>One stream for the headers, one for the pictures, and the first picture, which might have been the only one.</summary>
    private const int Streams = 3;

    [Fact]
    public async Task A_shard_in_blobs_is_read_in_a_few_requests_however_many_pictures_it_has()
    {
        var (source, blobs) = await OpenAsync();
        await using (blobs)
        {
            var images = await ListAsync(source, null);
            await ReadAllAsync(source, images, Readers);
            Assert.InRange(blobs.Faults.Reads.Count, 2, Streams + Readers);

            await (source as IAsyncDisposable)!.DisposeAsync();

            // Unchanged pictures are passed over in the same stream.
            blobs.Faults.Reads.Clear();
            var other = Source(blobs);
            await ReadAllAsync(other, [.. images.Where(static (_, i) => i % 7 == 0)], readers: 1);
            Assert.InRange(blobs.Faults.Reads.Count, 1, Streams - 1);
            await (other as IAsyncDisposable)!.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_shard_in_blobs_is_taken_up_at_its_byte()
    {
        var (source, blobs) = await OpenAsync();
        await using (blobs)
        {
            var images = await ListAsync(source, null);
            blobs.Faults.Reads.Clear();
            var rest = await ListAsync(source, images[99].Position);
            Assert.Equal(images.Skip(100).Select(static i => i.Key), rest.Select(static i => i.Key));
            await ReadAllAsync(source, rest, readers: 1);
            var earliest = long.Parse(images[99].Position.Split('+')[0]);
            Assert.InRange(blobs.Faults.Reads.Count, 2, Streams);
            Assert.All(blobs.Faults.Reads, from => Assert.True(from >= earliest, $"{from} lies before {earliest}"));
            await (source as IAsyncDisposable)!.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_costs_no_picture()
    {
        var (source, blobs) = await OpenAsync();
        await using (blobs)
        {
            var images = await ListAsync(source, null);
            blobs.Faults.BreakAfter = static number => number % 2 == 0 ? 10_000 : null;
            await ReadAllAsync(source, images, Readers);
            await (source as IAsyncDisposable)!.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_shard_in_a_folder_that_is_written_over_meanwhile_is_never_read_as_the_old_one()
    {
        await using var tar = new TarFixture(TarEntryFormat.Pax);
        tar.Folder.Write("0.tar", Shard(0));
        var source = tar.Open();
        var images = await ListAsync(source, null);
        await ReadAllAsync(tar.Open(), images, Readers);
        await ReadAllAsync(source, [.. images.Take(10)], readers: 1);
        tar.Folder.Write("0.tar", Shard(1));
        foreach (var image in images.Skip(10))
        {
            using var read = await source.ReadAsync(image, 1 << 20, default);
            Assert.NotNull(read.Failure);
        }
    }

    private static byte[] Shard(int salt) => TarShards.Write(TarEntryFormat.Ustar, Enumerable.Range(0, Count).Select(i => ($"{i:D4}.jpg", Bytes(i, salt))));

    private static byte[] Bytes(int i, int salt)
    {
        var bytes = new byte[3_000 + i];
        new Random(i + salt).NextBytes(bytes);
        return bytes;
    }

    private async Task<(ICorpusSource Source, BlobFixture Blobs)> OpenAsync()
    {
        var blobs = await new BlobFixture(azurite).WithAsync(("0.tar", Shard(0)));
        return (Source(blobs), blobs);
    }

    private static ICorpusSource Source(BlobFixture blobs) =>
        new Corpora.Tar.TarSourceFactory(TarFixture.Files(blobs)).Create(new CorpusSpec(new("c"), "tar", blobs.Location));

    private static async Task<List<CorpusImage>> ListAsync(ICorpusSource source, string? after)
    {
        var partition = await source.ListPartitionsAsync(null, default).SingleAsync();
        return await source.ListImagesAsync(partition, after, default).ToListAsync();
    }

    private static Task ReadAllAsync(ICorpusSource source, IReadOnlyList<CorpusImage> images, int readers) => Parallel.ForEachAsync(
        images,
        new ParallelOptions { MaxDegreeOfParallelism = readers },
        async (image, token) =>
        {
            using var read = await source.ReadAsync(image, 1 << 20, token);
            Assert.True(read.Failure is null, read.Failure?.Detail);
            Assert.Equal(Bytes(int.Parse(image.Key.Value.AsSpan("0.tar/".Length, 4)), 0), read.Bytes.ToArray());
        });
}
