using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Azure.Storage.Blobs.Models;

namespace Cluster.Corpora.AzureBlob;

/// <summary>
/// Lists the names of a root in order, several folders at a time: the folders of the first level that has more than one are read ahead,
/// each into a bounded buffer, and emptied in order.
/// </summary>
internal sealed class PrefixListing(BlobRoot root, int pageSize, int parallel)
{
    // Levels of a lone folder that are stepped through before listing it as it is.
    private const int MaxSteps = 8;

    private readonly FlatListing _flat = new(root, pageSize);

    /// <summary>The names not below <paramref name="from"/>, in ordinal order.</summary>
    public async IAsyncEnumerable<string> ReadAsync(string? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // 1. Step down while there is nothing but one folder.
        var prefix = await StepDownAsync(cancellationToken);

        // 2. Read the folders of that level ahead, up to so many at once; blobs between them pass through.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ahead = new Queue<ChannelReader<string>>();
        try
        {
            await foreach (var item in LevelAsync(prefix, from, stop.Token))
            {
                if (ahead.Count == 0 && !item.EndsWith('/'))
                {
                    yield return item;
                    continue;
                }

                ahead.Enqueue(item.EndsWith('/') ? ReadAhead(item, from, stop.Token) : Just(item));
                if (ahead.Count >= parallel)
                {
                    await foreach (var name in ahead.Dequeue().ReadAllAsync(stop.Token))
                    {
                        yield return name;
                    }
                }
            }

            // 3. Empty what is left, in order.
            while (ahead.TryDequeue(out var folder))
            {
                await foreach (var name in folder.ReadAllAsync(stop.Token))
                {
                    yield return name;
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
            var items = new List<string>();
            await foreach (var item in LevelAsync(prefix, null, cancellationToken))
            {
                items.Add(item);
                if (items.Count > 1)
                {
                    return prefix;
                }
            }

            if (items is not [var only] || !only.EndsWith('/'))
            {
                return prefix;
            }

            prefix = only;
        }

        return prefix;
    }

    // Blobs and folders of one level in order; a folder's name ends in a slash, so a blob whose own name does is read as a folder with it inside.
    private async IAsyncEnumerable<string> LevelAsync(string prefix, string? from, [EnumeratorCancellation] CancellationToken cancellationToken)
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
                foreach (var item in pages.Current.Values.Where(IsWanted).Select(static i => i.IsPrefix ? i.Prefix : i.Blob.Name).Order(StringComparer.Ordinal))
                {
                    if (item != last && (low is null || string.CompareOrdinal(item, low) >= 0))
                    {
                        yield return last = item;
                    }
                }
            }
        }
    }

    private static bool IsWanted(BlobHierarchyItem item) => item.IsPrefix || !FlatListing.IsFolder(item.Blob);

    private ChannelReader<string> ReadAhead(string prefix, string? from, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<string>(new BoundedChannelOptions(2 * pageSize) { SingleReader = true, SingleWriter = true });
        _ = FillAsync();
        return channel.Reader;

        async Task FillAsync()
        {
            try
            {
                var bound = from is not null && from.StartsWith(prefix, StringComparison.Ordinal) ? from : null;
                await foreach (var blob in _flat.ReadAsync(prefix, bound, cancellationToken))
                {
                    await channel.Writer.WriteAsync(blob.Name, cancellationToken);
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

    private static ChannelReader<string> Just(string name)
    {
        var channel = Channel.CreateBounded<string>(1);
        channel.Writer.TryWrite(name);
        channel.Writer.Complete();
        return channel.Reader;
    }
}
