using System.IO.Enumeration;

namespace Cluster.Corpora.LocalFolder;

/// <summary>
/// Reads the names of one directory in ordinal order, a bounded number at a time: the smallest names behind a cursor, kept in a heap
/// while the directory is enumerated, then the next smallest in another pass. A directory's name ends with a slash, which puts its
/// files where their full keys belong.
/// </summary>
internal sealed class NameWindow(FolderRoot root, KeyFilter filter, int size)
{
    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false, ReturnSpecialDirectories = false,
    };

    private static readonly Comparer<string> LargestFirst = Comparer<string>.Create(static (a, b) => string.CompareOrdinal(b, a));

    /// <summary>
    /// The names in <paramref name="path"/> within the bounds, in order. Hidden entries, unwanted extensions and links to
    /// directories are left out: what such a link shows is either listed under its own key, or outside the root. So are links to
    /// files outside the root.
    /// </summary>
    /// <param name="path">The directory.</param>
    /// <param name="from">The smallest name wanted.</param>
    /// <param name="inclusive">Whether <paramref name="from"/> itself is.</param>
    /// <param name="to">The largest name wanted, or null.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IEnumerable<string> Read(string path, string from, bool inclusive, string? to, CancellationToken cancellationToken)
    {
        while (true)
        {
            var names = Smallest(path, from, inclusive, to, cancellationToken);
            foreach (var name in names)
            {
                yield return name;
            }

            if (names.Length < size)
            {
                yield break;
            }

            from = names[^1];
            inclusive = false;
        }
    }

    private string[] Smallest(string path, string from, bool inclusive, string? to, CancellationToken cancellationToken)
    {
        var entries = new FileSystemEnumerable<string>(path, NameOf, Everything) { ShouldIncludePredicate = Include };
        var heap = new PriorityQueue<string, string>(LargestFirst);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = string.CompareOrdinal(name, from);
            if (order < 0 || (order == 0 && !inclusive) || (to is not null && string.CompareOrdinal(name, to) > 0))
            {
                continue;
            }

            if (heap.Count == size && string.CompareOrdinal(name, heap.Peek()) >= 0)
            {
                continue;
            }

            // Two names that are not UTF-8 may read the same; a key is listed once.
            if (!known.Add(name))
            {
                continue;
            }

            heap.Enqueue(name, name);
            if (heap.Count > size)
            {
                known.Remove(heap.Dequeue());
            }
        }

        var names = new string[heap.Count];
        for (var i = names.Length - 1; i >= 0; i--)
        {
            names[i] = heap.Dequeue();
        }

        return names;
    }

    private bool Include(ref FileSystemEntry entry)
    {
        if (entry.FileName.IsEmpty || entry.FileName[0] == '.')
        {
            return false;
        }

        var isLink = (entry.Attributes & FileAttributes.ReparsePoint) != 0;
        return entry.IsDirectory
            ? !isLink
            : filter.Wants(entry.FileName) && (!isLink || root.FollowInside(entry.ToFullPath()) is not null);
    }

    private static string NameOf(ref FileSystemEntry entry) =>
        entry.IsDirectory && !IsUndecodable(ref entry) ? string.Concat(entry.FileName, "/") : entry.FileName.ToString();

    // A directory that cannot be entered by its name is listed as one unreadable image, so that it is accounted for.
    private static bool IsUndecodable(ref FileSystemEntry entry) =>
        entry.FileName.Contains(FolderKey.Undecodable) && !Directory.Exists(entry.ToFullPath());
}
