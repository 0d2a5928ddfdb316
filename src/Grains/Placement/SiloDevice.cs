using System.Globalization;

namespace Cluster.Grains.Placement;

/// <summary>A device of a silo.</summary>
/// <param name="Name"><c>cpu</c>, or <c>cuda:0</c> and so on by ordinal.</param>
/// <param name="MemoryMiB">Memory that encoders may take there, in MiB.</param>
public sealed record SiloDevice(string Name, int MemoryMiB)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static SiloDevice Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        return new SiloDevice(text[..slash], int.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary><c>cuda:0/81920</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{MemoryMiB}");
}
