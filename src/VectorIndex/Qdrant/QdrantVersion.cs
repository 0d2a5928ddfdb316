using System.Globalization;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>The version of a server, and what it can do. An older server drops fields it does not know without a word, so it has to be asked first.</summary>
internal readonly record struct QdrantVersion(int Major, int Minor, int Patch) : IComparable<QdrantVersion>
{
    /// <summary>The oldest server whose queries and vectors are spoken here.</summary>
    public static QdrantVersion Oldest { get; } = new(1, 13, 0);

    /// <summary>Whether sums of scores can be asked.</summary>
    public bool HasSumScores => IsAtLeast(1, 14);

    /// <summary>Whether a collection carries metadata, where its space is stamped.</summary>
    public bool HasCollectionMetadata => IsAtLeast(1, 16);

    /// <summary>Whether vectors can be rounded to four bits.</summary>
    public bool HasTurboQuantization => IsAtLeast(1, 18);

    /// <summary>Reads "1.19.0" or "v1.19.0-dev"; false for anything else.</summary>
    public static bool TryParse(string text, out QdrantVersion version)
    {
        var parts = text.TrimStart('v').Split('-', '+')[0].Split('.');
        version = default;
        if (parts.Length != 3
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var patch))
        {
            return false;
        }

        version = new QdrantVersion(major, minor, patch);
        return true;
    }

    public int CompareTo(QdrantVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    private bool IsAtLeast(int major, int minor) => CompareTo(new QdrantVersion(major, minor, 0)) >= 0;
}
