using System.Text;
using Cluster.Corpora.Table;
using Cluster.Corpora.Tests.LocalFolder;
using Cluster.Corpora.Tests.Tar;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Microsoft.Extensions.Options;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace Cluster.Corpora.Tests.Table;

/// <summary>Tables in one folder that name images in another.</summary>
public sealed class TableFixture(bool isParquet, TableOptions? host = null) : ICorpusFixture
{
    private readonly UrlFetcher _fetcher = new(Options.Create(host ?? new TableOptions()), TimeProvider.System);

    /// <summary>Whether the images lie in the tables, in a column "image".</summary>
    public bool HoldsImages { get; init; }

    public FolderFixture Tables { get; } = new();

    public FolderFixture Images { get; } = new();

    public ICorpusSource Open(int partitionSize, string? location = null, params (string, string)[] options) =>
        new TableSourceFactory(TarFixture.Files(null), _fetcher).Create(new CorpusSpec(new CorpusId("c"), "table", location ?? Tables.Root, partitionSize)
        {
            Options = (options.Length > 0 ? options : [("root", Images.Root)]).ToDictionary(static o => o.Item1, static o => o.Item2),
        });

    public static async Task<byte[]> ParquetAsync(int rowGroup, params IEnumerable<IDictionary<string, object?>> rows)
    {
        var all = rows.ToList();
        var schema = new ParquetSchema(all[0].Select(static c => (Field)new DataField(c.Key, c.Value!.GetType(), true)).ToArray());
        using var stream = new MemoryStream();
        await ParquetSerializer.SerializeUntypedAsync(all!, schema, stream, new ParquetOptions { RowGroupSize = rowGroup });
        return stream.ToArray();
    }

    public async Task<ICorpusSource> OpenAsync(IReadOnlyDictionary<string, byte[]> images, int partitionSize)
    {
        if (HoldsImages)
        {
            foreach (var (number, half) in images.Chunk(images.Count / 2 + 1).Index())
            {
                var rows = half.Select(static i => new Dictionary<string, object?> { ["key"] = i.Key, ["image"] = (ReadOnlyMemory<byte>)i.Value });
                Tables.Write(
                    $"{number}.{(isParquet ? "parquet" : "csv")}",
                    isParquet
                        ? await ParquetAsync(partitionSize, rows)
                        : Encoding.UTF8.GetBytes("image,key\n" + string.Concat(half.Select(static i => $"{Convert.ToBase64String(i.Value)},{i.Key}\n"))));
            }

            return Open(partitionSize, null, ("bytes", "image"));
        }

        await Images.OpenAsync(images, partitionSize);

        // Two tables, so that partitions go over the end of one.
        foreach (var (number, half) in images.Keys.Chunk(images.Count / 2 + 1).Index())
        {
            if (isParquet)
            {
                Tables.Write($"{number}.parquet", await ParquetAsync(partitionSize, half.Select(static k => new Dictionary<string, object?> { ["other"] = "x", ["key"] = k })));
            }
            else
            {
                Tables.Write($"{number}.csv", Encoding.UTF8.GetBytes("other,key\n" + string.Concat(half.Select(static k => $"\"é, \"\"x\"\"\nline\",{k}\r\n"))));
            }
        }

        return Open(partitionSize);
    }

    public Task<bool> RemoveAsync(CorpusImage image) => HoldsImages ? Task.FromResult(false) : Images.RemoveAsync(image);

    public bool FindsByPosition => HoldsImages;

    public async ValueTask DisposeAsync()
    {
        _fetcher.Dispose();
        await Tables.DisposeAsync();
        await Images.DisposeAsync();
    }
}
