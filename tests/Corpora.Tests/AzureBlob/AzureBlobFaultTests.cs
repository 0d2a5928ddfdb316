using System.Security.Cryptography;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Tests.AzureBlob;

[Collection(nameof(AzuriteCollection))]
public sealed class AzureBlobFaultTests(Azurite azurite)
{
    private static readonly byte[] Picture = SHA256.HashData("x"u8).SelectMany(static b => Enumerable.Repeat(b, 8_000)).ToArray();

    [Fact]
    public async Task Busy_answers_and_resets_in_mid_body_leave_no_trace_in_what_is_read()
    {
        await using var blobs = await new BlobFixture(azurite, pageSize: 100).WithAsync(
            Enumerable.Range(0, 300).Select(static i => ($"f{i % 7}/{i:D4}.jpg", BytesOf(i))));
        blobs.Faults.Busy = static n => n % 5 == 0;
        blobs.Faults.BreakAfter = static n => n % 3 == 0 ? 1_000 + n : null;
        var source = blobs.Open(64);
        var seen = 0;
        await foreach (var partition in source.ListPartitionsAsync(null, default))
        {
            await foreach (var image in source.ListImagesAsync(partition, null, default))
            {
                using var read = await source.ReadAsync(image, 1 << 20, default);
                Assert.Null(read.Failure);
                Assert.Equal(BytesOf(int.Parse(image.Key.Value.AsSpan(3, 4))), read.Bytes.ToArray());
                Assert.Equal(image.ETag, read.ETag);
                seen++;
            }
        }

        Assert.Equal(300, seen);
        Assert.True(blobs.Faults.Requests > 450, $"only {blobs.Faults.Requests} requests: the faults did not bite");

        static byte[] BytesOf(int i) => [.. BitConverter.GetBytes(i), .. Picture.AsSpan(i, 4_000 + i)];
    }

    [Fact]
    public async Task Blob_replaced_between_list_and_read_gives_the_new_bytes_with_the_new_tag()
    {
        await using var blobs = await new BlobFixture(azurite).WithAsync(("a.jpg", [1]));
        var source = blobs.Open();
        var listed = (await source.FindAsync(new BlobKey("a.jpg"), default))!;
        await blobs.WithAsync(("a.jpg", [1, 2]));
        using var read = await source.ReadAsync(listed, 100, default);
        Assert.Equal([1, 2], read.Bytes.ToArray());
        Assert.NotEqual(listed.ETag, read.ETag);
        Assert.Equal((await source.FindAsync(listed.Key, default))!.ETag, read.ETag);
    }

    [Fact]
    public async Task Blob_replaced_under_a_broken_read_is_never_a_mixture_of_two_versions()
    {
        await using var blobs = await new BlobFixture(azurite).WithAsync(("a.jpg", Picture));
        var source = blobs.Open();
        var listed = (await source.FindAsync(new BlobKey("a.jpg"), default))!;
        var newer = Picture.Reverse().ToArray();
        var replaced = false;
        blobs.Faults.BreakAfter = _ => !replaced ? 50_000 : null;
        blobs.Faults.Meanwhile = async () =>
        {
            if (!replaced)
            {
                replaced = true;
                await blobs.WithAsync(("a.jpg", newer));
            }
        };
        using var read = await source.ReadAsync(listed, 1 << 20, default);
        Assert.Null(read.Failure);
        Assert.Equal(newer, read.Bytes.ToArray());
        Assert.NotEqual(listed.ETag, read.ETag);
    }

    [Fact]
    public async Task Account_that_stays_busy_is_overloaded_and_every_attempt_is_made()
    {
        await using var blobs = await new BlobFixture(azurite, account: static a => a.MaxRetries = 3).WithAsync(("a.jpg", [1]));
        var source = blobs.Open();
        var listed = (await source.FindAsync(new BlobKey("a.jpg"), default))!;
        var before = blobs.Faults.Requests;
        blobs.Faults.Busy = static _ => true;
        using var read = await source.ReadAsync(listed, 100, default);
        Assert.Equal(FailureKind.Overloaded, read.Failure?.Kind);
        Assert.Equal(before + 4, blobs.Faults.Requests);
        var fault = await Assert.ThrowsAsync<FailureException>(async () => await source.ListPartitionsAsync(null, default).ToListAsync());
        Assert.True(fault.Failure.Kind.IsTransient());
    }

    [Fact]
    public async Task Missing_container_is_no_corpus_and_wrong_key_is_forbidden()
    {
        await using var blobs = new BlobFixture(azurite);
        Assert.Equal(FailureKind.CorpusNotFound, (await blobs.Open().CheckAsync(default))?.Kind);
        await using var stranger = new BlobFixture(azurite, account: a =>
            a.ConnectionString = azurite.ConnectionString.Replace("Eby8", "AAAA", StringComparison.Ordinal));
        var failure = await stranger.Open().CheckAsync(default);
        Assert.Equal(FailureKind.Forbidden, failure?.Kind);
        Assert.DoesNotContain("AAAA", failure!.Detail, StringComparison.Ordinal);
        using var read = await stranger.Open().ReadAsync(new CorpusImage(new BlobKey("a.jpg"), "a.jpg", "", 1), 100, default);
        Assert.Equal(FailureKind.Unavailable, read.Failure?.Kind);
    }

    [Fact]
    public async Task Shared_access_signature_reads_and_lists()
    {
        await using var blobs = await new BlobFixture(azurite).WithAsync(("a.jpg", [7]));
        var sas = new Azure.Storage.Blobs.BlobServiceClient(azurite.ConnectionString).GenerateAccountSasUri(
            Azure.Storage.Sas.AccountSasPermissions.Read | Azure.Storage.Sas.AccountSasPermissions.List,
            TimeProvider.System.GetUtcNow().AddHours(1), Azure.Storage.Sas.AccountSasResourceTypes.All).Query;
        await using var signed = new BlobFixture(azurite, account: a =>
        {
            a.ConnectionString = null;
            a.ServiceUri = azurite.Endpoint;
            a.SasToken = sas;
        });
        var source = signed.Open(location: blobs.Location);
        Assert.Null(await source.CheckAsync(default));
        using var read = await source.ReadAsync((await source.FindAsync(new BlobKey("a.jpg"), default))!, 10, default);
        Assert.Equal([7], read.Bytes.ToArray());
    }
}
