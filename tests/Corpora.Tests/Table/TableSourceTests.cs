using System.Text;
using Cluster.Corpora;
using Cluster.Corpora.Table;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;

namespace Cluster.Corpora.Tests.Table;

public sealed class TableSourceTests
{
    [Fact]
    public async Task Columns_become_version_length_and_metadata()
    {
        await using var tables = new TableFixture(isParquet: true);
        tables.Tables.Write("t.parquet", await TableFixture.ParquetAsync(
            10,
            new Dictionary<string, object?> { ["key"] = "a.jpg", ["etag"] = "\"v1\"", ["length"] = 12L, ["brand"] = "x", ["price"] = 1.5, ["new"] = true },
            new Dictionary<string, object?> { ["key"] = "b.jpg", ["etag"] = "v2", ["length"] = null, ["brand"] = null, ["price"] = double.NaN, ["new"] = null }));
        var images = await ListAsync(tables.Open(10, null, ("root", tables.Images.Root), ("metadata", "brand,price,new")));
        Assert.Equal([("a.jpg", "v1", 12L), ("b.jpg", "v2", -1L)], images.Select(static i => (i.Key.Value, i.ETag, i.Length)));
        Assert.Equal(new Dictionary<string, PayloadValue> { ["brand"] = "x", ["price"] = 1.5, ["new"] = true }, images[0].Metadata);
        Assert.Empty(images[1].Metadata);
    }

    [Fact]
    public async Task Texts_of_a_number_column_become_numbers_where_they_are_some()
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Tables.Write("t.csv", Utf8("key,price,zip,rank\na.jpg,9.90,01234,7\nb.jpg,on request,,8\n"));
        var images = await ListAsync(tables.Open(10, null, ("root", tables.Images.Root), ("metadata", "price,zip,rank"), ("numbers", "price,rank")));
        Assert.Equal(new Dictionary<string, PayloadValue> { ["price"] = 9.9, ["zip"] = "01234", ["rank"] = 7.0 }, images[0].Metadata);
        Assert.Equal(new Dictionary<string, PayloadValue> { ["price"] = "on request", ["rank"] = 8.0 }, images[1].Metadata);
    }

    [Fact]
    public async Task Partitions_of_a_csv_count_the_rows_that_name_an_image()
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Tables.Write("t.csv", Utf8("title,key\na,in/a.jpg\nb,\nc,out/c.jpg\nd,in/d.jpg\ne,in/e.jpg\nf\n"));
        var source = tables.Open(3, null, ("root", tables.Images.Root), ("strip", "in/"));
        var partitions = await source.ListPartitionsAsync(null, default).ToListAsync();
        Assert.Equal([1, 2], partitions.Select(static p => p.Count));
        Assert.Equal([partitions[1]], await source.ListPartitionsAsync(partitions[0], default).ToListAsync());
    }

    [Fact]
    public async Task Inventory_report_lists_a_container_without_its_name_in_the_keys()
    {
        await using var tables = new TableFixture(isParquet: false);
        Directory.CreateDirectory(Path.Combine(tables.Images.Root, "photos"));
        tables.Tables.Write("report.csv", Utf8("Name,Creation-Time,Etag,Content-Length\nphotos/a/1.jpg,1,0x8D1,5\nother/2.jpg,1,0x8D2,6\nphotos/b.jpg,1,0x8D3,7\n"));
        await using var azure = new AzureAccounts();
        var source = azure.Open(tables.Tables.Root, ("root", "dev/photos"), ("inventory", "true"));
        Assert.Equal([("a/1.jpg", "0x8D1", 5L), ("b.jpg", "0x8D3", 7L)], (await ListAsync(source)).Select(static i => (i.Key.Value, i.ETag, i.Length)));
    }

    [Theory]
    [InlineData("Succeeded", 0, null)]
    [InlineData("Failed", 0, FailureKind.InvalidRequest)]
    [InlineData("Succeeded", 1, FailureKind.InvalidRequest)]
    [InlineData("Succeeded", -1, FailureKind.CorpusNotFound)]
    public async Task Manifest_of_an_inventory_run_says_which_reports_are_whole(string status, int off, FailureKind? expected)
    {
        await using var tables = new TableFixture(isParquet: false);
        await using var azure = new AzureAccounts();
        var one = Utf8("Name,Etag,Content-Length,Snapshot,Deleted,IsCurrentVersion,hdi_isfolder\nphotos/1.jpg,0x1,5,,,true,\nphotos/1.jpg,0x0,5,,,false,\nphotos/2.jpg,0x2,6,2026-01-01,,,\nphotos/3.jpg,0x3,7,,true,,\nphotos/f,0x4,0,,,,true\n");
        var two = await TableFixture.ParquetAsync(10, new Dictionary<string, object?> { ["Name"] = "photos/4.jpg", ["Etag"] = "0x5", ["Content-Length"] = 9L, ["Deleted"] = false });
        tables.Tables.Write("run/rule_0.csv", one);
        tables.Tables.Write("run/rule_1.parquet", two);
        tables.Tables.Write("run/stranger.csv", Utf8("Name,Etag\nphotos/never.jpg,0x9\n"));
        tables.Tables.Write("run/rule-manifest.json", Utf8(
            $$"""{"files":[{"blob":"2026/11/27/rule/{{(off < 0 ? "rule_9.csv" : "rule_0.csv")}}","size":{{one.Length + off}}},{"blob":"2026/11/27/rule/rule_1.parquet","size":{{two.Length}}}],"status":"{{status}}","version":"1.0"}"""));
        var source = azure.Open(Path.Combine(tables.Tables.Root, "run", "rule-manifest.json"), ("root", "dev/photos"), ("inventory", "true"));
        if (expected is null)
        {
            Assert.Equal([("1.jpg", "0x1"), ("4.jpg", "0x5")], (await ListAsync(source)).Select(static i => (i.Key.Value, i.ETag)));
        }
        else
        {
            Assert.Equal(expected, (await source.CheckAsync(default))?.Kind);
        }
    }

    [Fact]
    public async Task Inventory_without_versions_is_refused_rather_than_asked_for_blob_by_blob()
    {
        await using var tables = new TableFixture(isParquet: false);
        await using var azure = new AzureAccounts();
        tables.Tables.Write("report.csv", Utf8("Name,Content-Length\nphotos/1.jpg,5\n"));
        var fault = await Assert.ThrowsAsync<FailureException>(() => ListAsync(azure.Open(tables.Tables.Root, ("root", "dev/photos"), ("inventory", "true"))));
        Assert.Equal(FailureKind.InvalidRequest, fault.Failure.Kind);
        Assert.Contains("Etag", fault.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_without_a_sound_image_give_a_reason_each()
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Tables.Write("t.csv", Utf8("key,image\na,AQID\nb,\nc,***\nd,AQIDBAUG\n"));
        var source = tables.Open(10, null, ("bytes", "image"));
        var kinds = new List<FailureKind?>();
        foreach (var image in await ListAsync(source))
        {
            using var read = await source.ReadAsync(image, 4, default);
            kinds.Add(read.Failure?.Kind);
        }

        Assert.Equal([null, FailureKind.NotAnImage, FailureKind.NotAnImage, FailureKind.TooManyBytes], kinds);
    }

    [Fact]
    public async Task Byte_order_mark_blank_lines_and_one_named_table_are_understood()
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Images.Write("a.jpg");
        tables.Tables.Write("one.csv", [.. Encoding.UTF8.Preamble, .. Utf8("key\r\na.jpg\r\n\r\nb.jpg")]);
        tables.Tables.Write("two.csv", Utf8("key\nc.jpg\n"));
        var source = tables.Open(1, Path.Combine(tables.Tables.Root, "one.csv"));
        var images = await ListAsync(source);
        Assert.Equal(["a.jpg", "b.jpg"], images.Select(static i => i.Key.Value));
        using var gone = await source.ReadAsync(images[1], 100, default);
        Assert.Equal(FailureKind.Gone, gone.Failure?.Kind);
    }

    [Fact]
    public async Task Key_that_leaves_the_root_is_listed_and_forbidden()
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Tables.Write("t.csv", Utf8("key\n../../etc/passwd\n/etc/passwd\n"));
        var source = tables.Open(10);
        foreach (var image in await ListAsync(source))
        {
            using var read = await source.ReadAsync(image, 1 << 20, default);
            Assert.Equal(FailureKind.Forbidden, read.Failure?.Kind);
        }
    }

    [Fact]
    public async Task Table_replaced_while_a_job_reads_it_is_gone()
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Tables.Write("t.csv", Utf8("key\na\nb\nc\n"));
        var source = tables.Open(1);
        var partitions = await source.ListPartitionsAsync(null, default).ToListAsync();
        tables.Tables.Write("t.csv", Utf8("key\nlonger\nb\nc\n"));
        var fault = await Assert.ThrowsAsync<FailureException>(async () => await source.ListImagesAsync(partitions[1], null, default).ToListAsync());
        Assert.Equal(FailureKind.Gone, fault.Failure.Kind);
    }

    [Theory]
    [InlineData("t.csv", "nokey\na\n")]
    [InlineData("t.csv", "key\n\"never closed")]
    [InlineData("t.parquet", "PAR1 this is no parquet file PAR1")]
    public async Task Table_that_cannot_be_used_is_refused_by_the_check(string name, string content)
    {
        await using var tables = new TableFixture(isParquet: false);
        tables.Tables.Write(name, Utf8(content));
        Assert.Equal(FailureKind.InvalidRequest, (await tables.Open(10).CheckAsync(default))?.Kind);
    }

    [Theory]
    [InlineData("root", "/x", "urls", "https://x/")]
    [InlineData("key", "k", "url", "u")]
    [InlineData("urls", "ftp://x/", "url", "u")]
    [InlineData("urls", "https://x", "url", "u")]
    [InlineData("root", "/x", "metadata", "_key")]
    [InlineData("root", "/x", "numbers", "price")]
    [InlineData("root", "/x", "bytes", "image")]
    [InlineData("bytes", "image", "inventory", "true")]
    public async Task Options_that_contradict_or_cannot_be_used_are_refused(string name, string value, string other, string otherValue)
    {
        await using var tables = new TableFixture(isParquet: false);
        var fault = Assert.Throws<FailureException>(() => tables.Open(10, null, (name, value), (other, otherValue)));
        Assert.Equal(FailureKind.InvalidRequest, fault.Failure.Kind);
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

    private sealed class AzureAccounts : IAsyncDisposable
    {
        private readonly UrlFetcher _fetcher = new(Microsoft.Extensions.Options.Options.Create(new TableOptions()), TimeProvider.System);

        public ICorpusSource Open(string location, params (string, string)[] options)
        {
            // The report tells all that a listing needs: the account is never asked.
            var blob = Microsoft.Extensions.Options.Options.Create(new Cluster.Corpora.AzureBlob.AzureBlobOptions
            {
                Accounts = { ["dev"] = new() { ServiceUri = "http://127.0.0.1:1/dev", SasToken = "none" } },
            });
            var files = new FileSources(
                new Cluster.Corpora.LocalFolder.FolderSourceFactory(Microsoft.Extensions.Options.Options.Create(new Cluster.Corpora.LocalFolder.FolderOptions())),
                new Cluster.Corpora.AzureBlob.AzureBlobSourceFactory(new(blob, TimeProvider.System), blob, TimeProvider.System));
            return new TableSourceFactory(files, _fetcher).Create(
                new CorpusSpec(new CorpusId("c"), "table", location) { Options = options.ToDictionary(static o => o.Item1, static o => o.Item2) });
        }

        public ValueTask DisposeAsync()
        {
            _fetcher.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
