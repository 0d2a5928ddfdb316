namespace Cluster.Corpora.LocalFolder;

/// <summary>Which keys name a place inside a folder, and which try to leave it.</summary>
internal static class FolderKey
{
    /// <summary>What stands in a file name for bytes that are not UTF-8; no path can be made of it again.</summary>
    public const char Undecodable = '\uFFFD';

    /// <summary>Why the key must not be opened; null when it is an ordinary relative path.</summary>
    public static string? WhyRefused(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return "The key is empty.";
        }

        if (key.Contains('\0', StringComparison.Ordinal))
        {
            return "The key holds a NUL character.";
        }

        if (Path.IsPathRooted(key) || (Path.DirectorySeparatorChar == '\\' && key.AsSpan().IndexOfAny('\\', ':') >= 0))
        {
            return "The key is not a relative path with forward slashes.";
        }

        foreach (var segment in key.AsSpan().Split('/'))
        {
            if (key.AsSpan()[segment] is "" or "." or "..")
            {
                return "The key has an empty, '.' or '..' segment.";
            }
        }

        return null;
    }

    /// <summary>Whether a segment of the key is hidden (starts with a dot): such files belong to no corpus.</summary>
    public static bool IsHidden(string key) => key.StartsWith('.') || key.Contains("/.", StringComparison.Ordinal);
}
