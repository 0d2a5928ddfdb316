using System.Globalization;

namespace Cluster.Grains.Placement;

/// <summary>A device of a silo.</summary>
/// <param name="Name"><c>cpu</c>, or <c>cuda:0</c> and so on by ordinal.</param>
/// <param name="MemoryMiB">Memory that encoders may take there, in MiB; 0 for no limit.</param>
public sealed record SiloDevice(string Name, int MemoryMiB)
{
    /// <summary>Threads of the processor; 0 for a GPU.</summary>
    public int Threads { get; init; }

    /// <summary>Whether so much fits there when nothing else does.</summary>
    public bool HasRoomFor(int memoryMiB) => MemoryMiB == 0 || memoryMiB <= MemoryMiB;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static SiloDevice Parse(string text)
    {
        var parts = text.Split('/');
        return new SiloDevice(parts[0], Number(parts[1])) { Threads = parts.Length > 2 ? Number(parts[2]) : 0 };
    }

    /// <summary><c>cuda:0/81920</c>; <c>cpu/16384/8</c> with its threads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{MemoryMiB}{(Threads > 0 ? $"/{Threads.ToString(CultureInfo.InvariantCulture)}" : "")}");

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
