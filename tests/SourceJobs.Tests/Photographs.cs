using Cluster.TestSupport;

namespace Cluster.SourceJobs.Tests;

/// <summary>Real photographs, as many as a test asks for, no two with the same bytes.</summary>
internal static class Photographs
{
    /// <summary>The first <paramref name="count"/>: number and bytes. Behind the last one they begin anew, with a byte more behind the picture's end.</summary>
    public static IEnumerable<(int Number, byte[] Bytes)> Take(int count)
    {
        var files = new[] { SharedData.Path("datasets", "clothing"), SharedData.Path("datasets", "grocery") }
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < count; i++)
        {
            var bytes = File.ReadAllBytes(files[i % files.Count]);
            yield return (i, i < files.Count ? bytes : Other(bytes, (byte)(i / files.Count)));
        }
    }

    /// <summary>The same picture in other bytes: what stands behind its end is not read.</summary>
    public static byte[] Other(byte[] picture, byte mark) => [.. picture, mark];
}
