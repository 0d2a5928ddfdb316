using Cluster.Artifacts;
using Cluster.Artifacts.Ledger;
using Cluster.Artifacts.Rolls;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex;

namespace Cluster.Grains.Sweeping;

/// <summary>Finds the points of a corpus that a pass does not keep: a walk over the collection and the pass's rolls, side by side by id.</summary>
internal sealed class SweepComparison(IVectorIndex index, IArtifactStore store, LedgerReader ledger, SweepFiles files, int pageSize)
{
    /// <summary>Points looked at between two notes of progress.</summary>
    private const int NoteEvery = 200_000;

    private static readonly PointSelector Selector = new(false, [PayloadFields.Key, PayloadFields.ETag]);

    /// <summary>Goes on from <paramref name="progress"/> (null: from the start) to the end.</summary>
    public async Task<SweepProgress> RunAsync(
        SweepTask task, Filter ours, SweepProgress? progress, IReadOnlySet<PointId> takenDown, CancellationToken cancellationToken)
    {
        var now = progress ?? new SweepProgress(new PointId(0, 0).ToString(), 0, 0, 0);
        await using var sorter = new RollSorter(store, $"tmp/{Guid.NewGuid():n}/");
        await ledger.AddRollsAsync(task.Job, sorter, cancellationToken);
        await using var roll = sorter.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasRoll = await roll.MoveNextAsync();
        List<DoomedPoint> doomed = [];
        var (points, noted) = (now.Points, now.Points);
        while (now.Next is { } next && PointId.TryParse(next, out var from))
        {
            var page = await index.ScrollAsync(task.Target.Collection, from, pageSize, ours, Selector, cancellationToken);
            foreach (var point in page.Points)
            {
                while (hasRoll && roll.Current.Id < point.Id)
                {
                    hasRoll = await roll.MoveNextAsync();
                }

                points++;
                if (!hasRoll || roll.Current.Id != point.Id || takenDown.Contains(point.Id))
                {
                    doomed.Add(new DoomedPoint(point.Id.ToString(), Text(point, PayloadFields.Key), Text(point, PayloadFields.ETag)));
                }
            }

            now = now with { Next = page.Next?.ToString() };
            if (now.Next is null || points - noted >= NoteEvery)
            {
                now = await NoteAsync(now with { Points = points }, doomed, cancellationToken);
                noted = points;
                doomed.Clear();
            }
        }

        return now;
    }

    private async Task<SweepProgress> NoteAsync(SweepProgress now, List<DoomedPoint> doomed, CancellationToken cancellationToken)
    {
        if (doomed.Count > 0)
        {
            await files.WriteChunkAsync(now.Chunks, doomed, cancellationToken);
            now = now with { Chunks = now.Chunks + 1, Doomed = now.Doomed + doomed.Count };
        }

        await files.WriteProgressAsync(now, cancellationToken);
        return now;
    }

    private static string Text(StoredPoint point, string field) =>
        point.Payload.TryGetValue(field, out var value) && value is PayloadValue.Text text ? text.Value : "";
}
