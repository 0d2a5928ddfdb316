using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Cluster.Corpora.LocalFolder;

/// <summary>Size and time of a file: what tells one version of it from the next without reading it.</summary>
internal readonly record struct FileVersion(long Length, long ModifiedTicks)
{
    /// <summary>Of a file that cannot be looked at.</summary>
    public static readonly FileVersion Unknown = new(-1, 0);

    /// <summary>Size in bytes and modification time in 100 ns ticks (UTC), lower-case hex.</summary>
    public string ETag => string.Create(CultureInfo.InvariantCulture, $"{Length:x}-{ModifiedTicks:x}");

    /// <summary>The version of the file at <paramref name="path"/>; null when there is no file.</summary>
    public static FileVersion? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }

    /// <summary>The version behind an open handle.</summary>
    public static FileVersion Of(SafeFileHandle handle) => new(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle).Ticks);
}
