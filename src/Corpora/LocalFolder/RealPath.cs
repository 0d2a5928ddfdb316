namespace Cluster.Corpora.LocalFolder;

/// <summary>Resolves every symbolic link of a path, as realpath(3) does; .NET resolves the last segment only.</summary>
internal static class RealPath
{
    // The limit of Linux (MAXSYMLINKS): more than that is a circle.
    private const int MaxLinks = 40;

    /// <summary>The path without links; null when they go in circles or cannot be read. What does not exist resolves to itself.</summary>
    public static string? Resolve(string path)
    {
        var links = 0;
        var resolved = Path.GetPathRoot(path) ?? "/";
        var rest = new Stack<string>(Segments(path[resolved.Length..]).Reverse());
        while (rest.TryPop(out var segment))
        {
            if (segment == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Combine(resolved, segment);
            if (!TryReadLink(next, out var target))
            {
                return null;
            }

            if (target is null)
            {
                resolved = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            if (Path.IsPathRooted(target))
            {
                resolved = Path.GetPathRoot(target) ?? resolved;
                target = target[resolved.Length..];
            }

            foreach (var part in Segments(target).Reverse())
            {
                rest.Push(part);
            }
        }

        return resolved;
    }

    private static IEnumerable<string> Segments(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(static s => s != ".");

    private static bool TryReadLink(string path, out string? target)
    {
        try
        {
            target = new FileInfo(path).LinkTarget;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            target = null;
            return false;
        }
    }
}
