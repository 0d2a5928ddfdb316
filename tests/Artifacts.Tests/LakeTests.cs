using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Cluster.Artifacts.Folder;
using Cluster.Artifacts.Lake;
using Cluster.Artifacts.Ledger;
using Cluster.Artifacts.Takedowns;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using Cluster.Domain.Payloads;
using Cluster.TestSupport;
using DuckDB.NET.Data;
using Microsoft.Extensions.Options;

namespace Cluster.Artifacts.Tests;

public sealed class LakeTests : IDisposable
{
    private const int Dimension = 8;
    private static readonly CollectionName Collection = new("photos--abc--g1");
    private static readonly CorpusSpec Corpus = new(new CorpusId("c"), "folder", "/photos");
    private static readonly JobId Job = new("job-1");
    private static readonly HashSet<PointId> Nothing = [];

    private readonly TemporaryFolder _folder = new();
    private readonly FolderArtifactStore _store;
    private readonly LakeCatalog _catalog;

    public LakeTests()
    {
        _store = new FolderArtifactStore(Options.Create(new FolderArtifactOptions { Folder = _folder.Root }), TimeProvider.System);
        _catalog = new LakeCatalog(_store, new LedgerReader(_store));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DuckDB_reads_keys_ids_payloads_and_vectors_and_the_manifest_has_counts_and_hashes()
    {
        await FillAsync(3_000);
        var file = _folder.Path("lake", Collection.Value, "job-1", "metadata", "metadata_00000000.parquet");
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        Assert.Equal("3000", Ask(duck, $"select count(distinct point_id) from '{file}'"));
        Assert.Equal(Id(1_234).ToString(), Ask(duck, $"select point_id from '{file}' where key = 'k01234'"));
        Assert.Equal("k01234", Ask(duck, $"select image_path from '{file}' where payload->>'_key' = 'k01234'"));
        Assert.Equal($"{Dimension}", Ask(duck, $"select max(len(vector)) from '{file}'"));
        Assert.Equal($"{(float)Vector(1_234)[3]}", Ask(duck, $"select vector[4] from '{file}' where key = 'k01234'"));
        Assert.Equal("k01234", Ask(duck, $"select key from '{file}' order by list_cosine_similarity(vector, (select vector from '{file}' where key = 'k01234')) desc, key limit 1"));

        var manifest = Assert.Single(await _catalog.ListAsync(Collection, default));
        var part = Assert.Single(manifest.Parts);
        Assert.Equal((3_000, "k00000", "k02999"), (manifest.Rows, part.FirstKey, part.LastKey));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))), part.ParquetSha256);
    }

    [Fact]
    public async Task The_NumPy_file_holds_the_same_rows_in_half_precision_as_clip_retrieval_reads_them()
    {
        await FillAsync(70);
        var bytes = await File.ReadAllBytesAsync(_folder.Path("lake", Collection.Value, "job-1", "img_emb", "img_emb_00000000.npy"), TestContext.Current.CancellationToken);
        Assert.Equal("\u0093NUMPY\u0001\0", Encoding.Latin1.GetString(bytes, 0, 8));
        var head = 10 + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8));
        Assert.Equal(0, head % 64);
        Assert.Contains("'descr': '<f2', 'fortran_order': False, 'shape': (70, 8)", Encoding.ASCII.GetString(bytes, 10, head - 10), StringComparison.Ordinal);
        Assert.Equal(head + (70 * Dimension * 2), bytes.Length);
        Assert.Equal(Vector(69)[7], BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(bytes.Length - 2)));
    }

    [Fact]
    public async Task What_is_read_back_is_what_was_written()
    {
        await FillAsync(5_000);
        var part = Assert.Single((await _catalog.ListAsync(Collection, default))[0].Parts);
        var read = await LakeFiles.ReadAsync(_store, Collection, part.Parquet, default).ToListAsync();
        Assert.Equal(5_000, read.Count);
        Assert.All(read.Index(), static row =>
        {
            Assert.Equal(Id(row.Index), row.Item.Id);
            Assert.Equal(Vector(row.Index), row.Item.Vector.ToArray());
            Assert.Equal(new PayloadValue.Number(0.5), row.Item.Payload["price"]);
        });
    }

    [Fact]
    public async Task Sealing_again_after_a_crash_leaves_no_row_twice_and_taken_down_points_stay_out()
    {
        await WriteSegmentAsync(0, 40);
        var sealer = new PartitionSealer(_store, TimeProvider.System);
        var place = new LakePlace(Collection, Dimension, true);

        // The crash: the lake file is there, the summary is not.
        await sealer.SealAsync(Job, new CorpusPartition(0, "a", "z", -1), Final(40), place, Nothing, default);
        await _store.DeleteAsync(ArtifactName.Of("ledger/job-1/00000000/summary.json"), default);
        await WriteSegmentAsync(0, 40);
        var summary = await sealer.SealAsync(Job, new CorpusPartition(0, "a", "z", -1), Final(40), place, new HashSet<PointId> { Id(7) }, default);
        Assert.Equal(39, summary.Lake!.Rows);
        var keys = await LakeFiles.ReadAsync(_store, Collection, summary.Lake.Parquet, default).Select(static point => point.Id).ToListAsync();
        Assert.Equal(39, keys.Distinct().Count());
        Assert.DoesNotContain(Id(7), keys);
    }

    [Fact]
    public async Task A_takedown_removes_the_rows_from_both_files_and_the_manifest_follows()
    {
        await FillAsync(100);
        var images = new[] { new TakenDownImage("c", "k00042"), new TakenDownImage("c", "not-there"), new TakenDownImage("other", "k00001") };
        var purge = new LakePurge(_store, _catalog);
        Assert.Equal(1, await purge.RemoveAsync(Collection, images, default));
        Assert.Equal(0, await purge.RemoveAsync(Collection, images, default));
        var manifest = (await _catalog.ListAsync(Collection, default))[0];
        Assert.Equal(99, manifest.Rows);
        var file = _folder.Path("lake", Collection.Value, manifest.Parts[0].Parquet);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))), manifest.Parts[0].ParquetSha256);
        Assert.DoesNotContain("k00042", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(128 + (99 * Dimension * 2), new FileInfo(_folder.Path("lake", Collection.Value, manifest.Parts[0].Numpy!)).Length);
    }

    private static string Ask(DuckDBConnection duck, string question)
    {
        using var command = duck.CreateCommand();
        command.CommandText = question;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!;
    }

    private static PointId Id(int image) => PointId.For(Corpus.Id, new BlobKey($"k{image:D5}"));

    private static Half[] Vector(int image)
    {
        var chance = new Random(image);
        return [.. Enumerable.Range(0, Dimension).Select(_ => (Half)(chance.NextSingle() - 0.5f))];
    }

    private static Checkpoint Final(int images) => new(images, "x", new OutcomeCounts(images, 0, 0));

    private Task WriteSegmentAsync(int from, int count)
    {
        var points = Enumerable.Range(from, count).Select(static image => new EmbeddedPoint(
            Id(image), Vector(image), new Dictionary<string, PayloadValue> { [PayloadFields.Key] = $"k{image:D5}", ["price"] = 0.5 })).ToList();
        return new LedgerWriter(_store).WriteSegmentAsync(
            new PartitionId(Job, 0),
            new Segment(from, from + count, new FencingToken(1), new OutcomeCounts(count, 0, 0)) { Points = points, Kept = [.. points.Select(static point => new KeptImage(point.Id, "t"))] },
            default);
    }

    private async Task FillAsync(int images)
    {
        const int Each = 1_000;
        for (var from = 0; from < images; from += Each)
        {
            await WriteSegmentAsync(from, Math.Min(Each, images - from));
        }

        await new PartitionSealer(_store, TimeProvider.System).SealAsync(
            Job, new CorpusPartition(0, "a", "z", -1), Final(images), new LakePlace(Collection, Dimension, true), Nothing, default);
        await _catalog.CompleteAsync(
            new LakeManifest(Job.Value, Collection.Value, "space", "e@1", Dimension, Corpus, DateTimeOffset.UnixEpoch), AsyncEnumerable.Empty<(PointId, string)>(), default);
    }
}
