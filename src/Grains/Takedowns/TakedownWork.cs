using System.Globalization;
using Cluster.Artifacts.Audit;
using Cluster.Artifacts.Lake;
using Cluster.Artifacts.Takedowns;
using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Collections.Uploads;
using Cluster.VectorIndex;

namespace Cluster.Grains.Takedowns;

/// <summary>Removes what is taken down from the index and the lake, and has it in the audit log.</summary>
public sealed class TakedownWork(IVectorIndex index, CollectionChanges changes, UploadedImages uploads, LakePurge lake, AuditLog audit)
{
    /// <summary>Removes the images; points and lake rows that were there. Done again it finds nothing more.</summary>
    public Task<(long Points, long LakeRows)> RemoveAsync(
        CollectionName alias, GenerationList generations, Takedown takedown, bool areUploads, CancellationToken cancellationToken)
    {
        return Task.Run(WorkAsync, cancellationToken);

        async Task<(long Points, long LakeRows)> WorkAsync()
        {
            var (points, rows) = (0L, 0L);
            var ids = takedown.Images.Select(static image => image.Id).ToList();
            foreach (var generation in generations.Generations)
            {
                points += (await index.GetAsync(generation.Place.Collection, ids, PointSelector.IdOnly, cancellationToken)).Count;
            }

            (await changes.DeleteAsync(alias, ids, cancellationToken)).OrThrow();
            foreach (var image in areUploads ? takedown.Images : [])
            {
                // Also where no point was made from it.
                await uploads.DeleteAsync(alias, new CorpusId(image.Corpus), new BlobKey(image.Key), cancellationToken);
            }

            foreach (var generation in generations.Generations)
            {
                rows += await lake.RemoveAsync(generation.Place.Collection, takedown.Images, cancellationToken);
            }

            await audit.AppendAsync(EntryOf(alias, takedown, points, rows), cancellationToken);
            return (points, rows);
        }
    }

    /// <summary>Removes images from the lake of a generation only.</summary>
    public Task RemoveFromLakeAsync(CollectionName collection, IReadOnlyList<TakenDownImage> images, CancellationToken cancellationToken) =>
        Task.Run(() => lake.RemoveAsync(collection, images, cancellationToken), cancellationToken);

    private static AuditEntry EntryOf(CollectionName alias, Takedown takedown, long points, long rows) => new(
        takedown.At,
        "takedown",
        takedown.By,
        alias.Value,
        new Dictionary<string, string>
        {
            ["version"] = takedown.Version.ToString(CultureInfo.InvariantCulture),
            ["reason"] = takedown.Reason,
            ["corpus"] = takedown.Images[0].Corpus,
            ["keys"] = string.Join('\n', takedown.Images.Select(static image => image.Key)),
            ["points_removed"] = points.ToString(CultureInfo.InvariantCulture),
            ["lake_rows_removed"] = rows.ToString(CultureInfo.InvariantCulture),
        });
}
