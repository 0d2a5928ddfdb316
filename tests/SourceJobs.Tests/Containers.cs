using System.Formats.Tar;
using Parquet.Schema;
using Parquet.Serialization;

namespace Cluster.SourceJobs.Tests;

/// <summary>Files with more in them: shards and tables.</summary>
internal static class Containers
{
    public static byte[] Tar(IEnumerable<(string Key, byte[] Bytes)> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (key, bytes) in members)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, key) { DataStream = new MemoryStream(bytes) });
            }
        }

        return stream.ToArray();
    }

    public static async Task<byte[]> ParquetAsync(IEnumerable<string> keys, int rowGroup)
    {
        using var stream = new MemoryStream();
        await ParquetSerializer.SerializeUntypedAsync(
            keys.Select(static key => (IDictionary<string, object?>)new Dictionary<string, object?> { ["key"] = key }).ToList()!,
            new ParquetSchema(new DataField("key", typeof(string), true)), stream, new Parquet.ParquetOptions { RowGroupSize = rowGroup });
        return stream.ToArray();
    }
}
