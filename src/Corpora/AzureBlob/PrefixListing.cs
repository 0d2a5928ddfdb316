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
        // 1. Step down while there is nothing but one folder.
        var prefix = await StepDownAsync(cancellationToken);

        // 2. Read the folders of that level ahead, up to so many at once; blobs between them pass through.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<ChannelReader<ListedBlob>>();
        try
        {
            await foreach (var item in LevelAsync(prefix, from, stop.Token))
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

            // 3. Empty what is left, in order.
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

    private async Task<string> StepDownAsync(CancellationToken cancellationToken)
    {
        var prefix = root.Prefix;
        for (var step = 0; step < MaxSteps; step++)
        {
            var items = new List<ListedBlob>();
            await foreach (var item in LevelAsync(prefix, null, cancellationToken))
            {
                items.Add(item);
                if (items.Count > 1)
                {
                    return prefix;
                }
            }

            if (items is not [var only] || !IsFolder(only))
            {
                return prefix;
            }

            prefix = only.Name;
        }

        return prefix;
    }

    // Blobs and folders of one level in order; a folder's name ends in a slash, so a blob whose own name does is read as a folder with it inside.
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

    private static bool IsFolder(ListedBlob item) => item.Name.EndsWith('/');

    private static ListedBlob Of(BlobHierarchyItem item) => item.IsPrefix ? new ListedBlob(item.Prefix, "", -1) : FlatListing.Of(item.Blob);

    private static bool IsWanted(BlobHierarchyItem item) => item.IsPrefix || !FlatListing.IsFolder(item.Blob);

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
