using Cluster.Artifacts.Takedowns;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Lake;

/// <summary>
/// Removes images from the lake for good: every version of them, in the files of every job. A file is written anew in place, then its manifest: a reader of
/// either sees it with or without the images, and doing it again mends what a crash left.
/// </summary>
public sealed class LakePurge(IArtifactStore store, LakeCatalog catalog)
{
    /// <summary>Removes the images; the rows that went.</summary>
    public async Task<long> RemoveAsync(CollectionName collection, IReadOnlyList<TakenDownImage> images, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var manifest in await catalog.ListAsync(collection, cancellationToken))
        {
            var ours = images.Where(image => image.Corpus == manifest.Corpus.Id.Value).ToList();
            var ids = ours.Select(static image => image.Id).ToHashSet();
            List<LakePart> parts = [];
            foreach (var part in manifest.Parts)
            {
                // A file holds a range of keys, so that all but a few need not be opened.
                var rewritten = ours.Any(image => Covers(part, image.Key)) && await HoldsAsync(collection, part, ids, cancellationToken)
                    ? await LakeFiles.RewriteAsync(store, collection, part, manifest.Dimension, ids, cancellationToken)
                    : part;
                if (rewritten is not null)
                {
                    parts.Add(rewritten);
                }
            }

            if (!parts.SequenceEqual(manifest.Parts))
            {
                var rows = parts.Sum(static part => part.Rows);
                removed += manifest.Rows - rows;
                await catalog.WriteAsync(manifest with { Parts = parts, Rows = rows }, cancellationToken);
            }
        }

        return removed;
    }

    /// <summary>Rows that jobs over a corpus brought into the lake of a collection.</summary>
    public async Task<long> CountAsync(CollectionName collection, CorpusId corpus, CancellationToken cancellationToken) =>
        (await catalog.ListAsync(collection, cancellationToken)).Where(manifest => manifest.Corpus.Id == corpus).Sum(static manifest => manifest.Rows);

    /// <summary>Removes what jobs over a corpus brought into the lake of a collection; the rows that went. Done again it finds nothing, or mends what a crash left.</summary>
    public async Task<long> RemoveAsync(CollectionName collection, CorpusId corpus, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var manifest in (await catalog.ListAsync(collection, cancellationToken)).Where(manifest => manifest.Corpus.Id == corpus))
        {
            // Empty first, so that no reader looks for files that are gone; the manifest goes last, for it leads to them.
            await catalog.WriteAsync(manifest with { Parts = [], Rows = 0, Deleted = null, DeletedRows = 0 }, cancellationToken);
            removed += manifest.Rows;
            var job = new JobId(manifest.Job);
            await foreach (var file in store.ListAsync(LakeNames.Files(collection, job), cancellationToken))
            {
                await store.DeleteAsync(file.Name, cancellationToken);
            }

            await store.DeleteAsync(LakeNames.Manifest(collection, job), cancellationToken);
        }

        return removed;
    }

    private static bool Covers(LakePart part, string key) =>
        string.CompareOrdinal(part.FirstKey, key) <= 0 && string.CompareOrdinal(key, part.LastKey) <= 0;

    private async Task<bool> HoldsAsync(CollectionName collection, LakePart part, HashSet<PointId> ids, CancellationToken cancellationToken) =>
        await LakeFiles.ReadAsync(store, collection, part.Parquet, cancellationToken).AnyAsync(point => ids.Contains(point.Id), cancellationToken);
}
