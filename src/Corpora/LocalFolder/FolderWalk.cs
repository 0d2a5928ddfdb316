using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.LocalFolder;

/// <summary>Lists the keys of a folder tree in ordinal order of the whole key, within bounds, entering only directories that reach into them.</summary>
internal sealed class FolderWalk(FolderRoot root, NameWindow window)
{
    // Deeper than any path the system can open; a tree that changes under the walk must not exhaust the stack.
    private const int MaxDepth = 2_048;

    /// <summary>The keys behind <paramref name="after"/> (or from <paramref name="start"/> on), up to and including <paramref name="end"/>.</summary>
    public IEnumerable<string> Keys(string? start, string? after, string? end, CancellationToken cancellationToken)
    {
        // Whichever bound is the later one holds: behind a key, or from one on.
        var exclusive = after is not null && (start is null || string.CompareOrdinal(after, start) >= 0);
        return Directory("", (exclusive ? after : start) ?? "", !exclusive, end, 0, cancellationToken);
    }

    private IEnumerable<string> Directory(string prefix, string from, bool inclusive, string? end, int depth, CancellationToken cancellationToken)
    {
        // 1. The bounds as names of this directory: the part of the bound behind our prefix, or none when the bound lies elsewhere.
        var low = from.StartsWith(prefix, StringComparison.Ordinal) ? from[prefix.Length..] : "";
        var slash = low.IndexOf('/', StringComparison.Ordinal);
        var lowName = slash < 0 ? low : low[..(slash + 1)];
        var lowInclusive = inclusive || slash >= 0 || low.Length == 0;
        var high = end is not null && end.StartsWith(prefix, StringComparison.Ordinal) ? end[prefix.Length..] : null;

        // 2. Names in order; a directory sorts as its name and a slash, so its keys come out in place.
        foreach (var name in Names(prefix, lowName, lowInclusive, high, cancellationToken))
        {
            if (!name.EndsWith('/'))
            {
                yield return prefix + name;
                continue;
            }

            if (depth >= MaxDepth)
            {
                throw new FailureException(FailureKind.Forbidden, $"The folder '{prefix}' is nested more than {MaxDepth} deep; move it up.");
            }

            foreach (var key in Directory(prefix + name, from, inclusive, end, depth + 1, cancellationToken))
            {
                yield return key;
            }
        }
    }

    private IEnumerable<string> Names(string prefix, string from, bool inclusive, string? to, CancellationToken cancellationToken)
    {
        using var names = window.Read(root.PathOf(prefix), from, inclusive, to, cancellationToken).GetEnumerator();
        while (TryNext(names, prefix))
        {
            yield return names.Current;
        }
    }

    // A directory that cannot be read ends the listing: a listing with a hole would look as if the images in it were gone.
    private static bool TryNext(IEnumerator<string> names, string prefix)
    {
        try
        {
            return names.MoveNext();
        }
        catch (DirectoryNotFoundException) when (prefix.Length > 0)
        {
            return false;
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FailureException(FailureKind.CorpusNotFound, "The corpus folder is no longer there; put it back or correct the location.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new FailureException(
                FailureKind.Forbidden, $"The folder '{prefix}' of the corpus may not be read; give the process read and search permission.", e);
        }
        catch (IOException e)
        {
            throw new FailureException(FailureKind.Unavailable, $"The folder '{prefix}' of the corpus cannot be listed now: {e.Message}", e);
        }
    }
}
