using System.Globalization;

namespace Cluster.Corpora.Table;

/// <summary>One end of a piece of a table: <c>offset+version+file</c>.</summary>
/// <param name="Offset">The byte or row group.</param>
/// <param name="Version">The version of the file, in which alone the offset has a meaning.</param>
/// <param name="File">The file's key.</param>
internal readonly record struct TablePlace(long Offset, string Version, string File)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Offset}+{Version}+{File}");

    public static TablePlace Parse(string text)
    {
        var parts = text.Split('+', 3);
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new TablePlace(offset, parts[1], parts[2])
            : throw new FormatException($"'{text}' is not a place in a table.");
    }
}
