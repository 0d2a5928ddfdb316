using System.Formats.Tar;

namespace Cluster.Corpora.Tests.Tar;

/// <summary>Writes shards as tar programs do.</summary>
internal static class TarShards
{
    public static byte[] Write(TarEntryFormat format, params IEnumerable<(string Member, byte[] Bytes)> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            foreach (var (member, bytes) in members)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, member),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, member),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, member),
                };
                entry.DataStream = new MemoryStream(bytes);
                writer.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }
}
