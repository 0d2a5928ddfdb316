using System.Globalization;

namespace Cluster.Corpora.Tar;

/// <summary>Where an image lies in a shard.</summary>
/// <param name="Sample">Offset of the first header of its sample: where reading can be taken up again.</param>
/// <param name="Data">Offset of its bytes.</param>
/// <param name="Length">Number of its bytes; -1 for the end of a damaged shard.</param>
/// <param name="Shard">The version of the shard: in another one the offsets mean nothing.</param>
internal readonly record struct TarPosition(long Sample, long Data, long Length, string Shard)
{
    /// <summary>The form that travels: <c>sample+data+length+shard</c>, decimal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sample}+{Data}+{Length}+{Shard}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static TarPosition? Parse(string text)
    {
        var parts = text.Split('+', 4);
        return parts.Length == 4
            && Read(parts[0], out var sample) && Read(parts[1], out var data) && Read(parts[2], out var length)
            && sample >= 0 && data >= 0 && length >= -1
                ? new TarPosition(sample, data, length, parts[3])
                : null;

        static bool Read(string part, out long value) => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }
}
