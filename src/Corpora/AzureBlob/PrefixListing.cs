using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Azure.Storage.Blobs.Models;

namespace Cluster.Corpora.AzureBlob;

/// <summary>
/// Lists the blobs of a root in order of their names, several folders at a time: the folders of the first level that has more than one are read ahead,
/// each into a bounded buffer, and emptied in order.
/// </summary>
internal sealed class PrefixListing(BlobRoot root, int pageSize, int parallel)
{
    // Levels of a lone folder that are stepped through before listing it as it is.
    private const int MaxSteps = 8;

    private readonly FlatListing _flat = new(root, pageSize);

    /// <summary>The blobs whose name is not below <paramref name="from"/>, in ordinal order.</summary>
    public async IAsyncEnumerable<ListedBlob> ReadAsync(string? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (parallel == 1)
        {
            await foreach (var blob in _flat.ReadAsync(root.Prefix, from, null, cancellationToken))
            {
                yield return blob;
            }

            yield break;
        }

        // 1. Read the folders of a level ahead, up to so many at once; blobs between them pass through.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<ChannelReader<ListedBlob>>();
        try
        {
            await foreach (var item in LevelAsync(root.Prefix, from, MaxSteps, stop.Token))
            {
                if (ahead.Count == 0 && !IsFolder(item))
                {
                    yield return item;
                    continue;
                }

                ahead.Enqueue(IsFolder(item) ? ReadAhead(item.Name, from, stop.Token) : Just(item));
                if (ahead.Count >= parallel)
                {
                    await foreach (var blob in ahead.Dequeue().ReadAllAsync(stop.Token))
                    {
                        yield return blob;
                    }
                }
            }

            // 2. Empty what is left, in order.
            while (ahead.TryDequeue(out var folder))
            {
                await foreach (var blob in folder.ReadAllAsync(stop.Token))
                {
                    yield return blob;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    // While a level has nothing but one folder, the level below it is taken instead.
    private async IAsyncEnumerable<ListedBlob> LevelAsync(
        string prefix, string? from, int steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListedBlob? first = null;
        var isMore = false;
        await foreach (var item in LevelAsync(prefix, from, cancellationToken))
        {
            if (!isMore && first is { } held)
            {
                isMore = true;
                yield return held;
            }

            if (isMore)
            {
                yield return item;
            }

            first ??= item;
        }

        if (isMore || first is not { } only)
        {
            yield break;
        }

        if (!IsFolder(only) || steps == 0)
        {
            yield return only;
            yield break;
        }

        await foreach (var item in LevelAsync(only.Name, from, steps - 1, cancellationToken))
        {
            yield return item;
        }
    }

    // Blobs and folders of one level in order; a folder's name ends in a slash.
    private async IAsyncEnumerable<ListedBlob> LevelAsync(string prefix, string? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (from is not null && !from.StartsWith(prefix, StringComparison.Ordinal))
        {
            // The bound lies before this level, which then is wanted whole, or behind it.
            if (string.CompareOrdinal(from, prefix) > 0)
            {
                yield break;
            }

            from = null;
        }

        // Without its slash, the bound's folder is not below the bound under any reading of "start from".
        var slash = from?.IndexOf('/', prefix.Length) ?? -1;
        var options = new GetBlobsByHierarchyOptions
        {
            Prefix = prefix.Length > 0 ? prefix : null, Delimiter = "/", StartFrom = slash < 0 ? from : from![..slash],
            Traits = BlobTraits.Metadata,
        };
        var low = slash < 0 ? from : from![..(slash + 1)];
        var last = "";
        var pages = root.Container.GetBlobsByHierarchyAsync(options, cancellationToken).AsPages(null, pageSize).GetAsyncEnumerator(cancellationToken);
        await using (pages)
        {
            while (await FlatListing.Faulted.NextAsync(pages, root))
            {
                // A page has its folders first and then its blobs.
                foreach (var item in pages.Current.Values.Where(IsWanted).Select(Of).OrderBy(static i => i.Name, StringComparer.Ordinal))
                {
                    if (item.Name != last && (low is null || string.CompareOrdinal(item.Name, low) >= 0))
                    {
                        last = item.Name;
                        yield return item;
                    }
                }
            }
        }
    }

    // A blob may be named like the folder that it marks.
    private static bool IsFolder(ListedBlob item) => item is { ETag.Length: 0, Length: < 0 };

    private static ListedBlob Of(BlobHierarchyItem item) => item.IsPrefix ? new ListedBlob(item.Prefix, "", -1) : FlatListing.Of(item.Blob);

    private bool IsWanted(BlobHierarchyItem item) => item.IsPrefix || !(FlatListing.IsFolder(item.Blob) || item.Blob.Name == root.Prefix);

    private ChannelReader<ListedBlob> ReadAhead(string prefix, string? from, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ListedBlob>(new BoundedChannelOptions(2 * pageSize) { SingleReader = true, SingleWriter = true });
        _ = FillAsync();
        return channel.Reader;

        async Task FillAsync()
        {
            try
            {
                var bound = from is not null && from.StartsWith(prefix, StringComparison.Ordinal) ? from : null;
                await foreach (var blob in _flat.ReadAsync(prefix, bound, null, cancellationToken))
                {
                    await channel.Writer.WriteAsync(blob, cancellationToken);
                }

                channel.Writer.Complete();
            }
            catch (Exception e)
            {
                // Whatever it was, the reader throws it in its place in the order.
                channel.Writer.Complete(e);
            }
        }
    }

    private static ChannelReader<ListedBlob> Just(ListedBlob blob)
    {
        var channel = Channel.CreateBounded<ListedBlob>(1);
        channel.Writer.TryWrite(blob);
        channel.Writer.Complete();
        return channel.Reader;
    }
}
