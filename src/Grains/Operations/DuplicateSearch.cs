using System.Globalization;
using Cluster.Artifacts;
using Cluster.Artifacts.Rolls;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Operations;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Grains.Accounting;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Operations;

/// <summary>
/// Finds images that are in a collection more than once. Exact: the same bytes, by content hash, sorted in bounded memory. Near: a cosine of at least the
/// threshold, grouped transitively; memory is proportional to the points that have such a neighbour.
/// </summary>
public sealed class DuplicateSearch(IVectorIndex index, IArtifactStore store, FindingFiles files, IGrainFactory grains, IOptions<AccountingOptions> options)
{
    /// <summary>Neighbours asked for at a point; a larger group hangs together through its members' neighbours.</summary>
    private const int Neighbours = 32;

    private static readonly PointSelector Selector = new(false, [PayloadFields.Key, PayloadFields.Corpus, PayloadFields.ContentHash]);

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="FailureException">CollectionNotFound or InvalidRequest.</exception>
    public async Task<OperationProgress> RunAsync(string operation, OperationSpec spec, Func<OperationProgress, Task> tell, CancellationToken cancellationToken)
    {
        if (spec.Threshold is { } asked and not (> 0 and <= 1))
        {
            throw new FailureException(FailureKind.InvalidRequest, $"A threshold of {asked} is no cosine between 0 and 1.");
        }

        var live = (await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).GetLiveAsync(cancellationToken)).OrThrow();
        var findings = new Findings(files, operation, tell, "exact", "exact-groups", "near", "near-groups");
        await ExactAsync(live, findings, cancellationToken);
        if (spec.Threshold is { } threshold)
        {
            await NearAsync(live, (float)threshold, findings, cancellationToken);
        }

        return await findings.EndAsync(cancellationToken);
    }

    private async Task ExactAsync(LiveCollection live, Findings findings, CancellationToken cancellationToken)
    {
        await using var sorter = new RollSorter(store, $"tmp/{Guid.NewGuid():n}/");
        await foreach (var point in WalkAsync(live, cancellationToken))
        {
            await findings.LookAsync();
            if (Text(point, PayloadFields.ContentHash) is { Length: 64 } hash)
            {
                // The first 16 bytes of the hash take the place of the id, so that equal images come out side by side.
                await sorter.AddAsync(new RollEntry(PointId.Read(Convert.FromHexString(hash)), 0, NameOf(point)), cancellationToken);
            }
        }

        List<RollEntry> group = [];
        var groups = 0;
        await foreach (var entry in sorter.ReadAsync(cancellationToken))
        {
            if (group.Count > 0 && group[0].Id != entry.Id)
            {
                await CloseAsync();
            }

            group.Add(entry);
        }

        await CloseAsync();
        findings.Count("exact-groups", groups);

        async Task CloseAsync()
        {
            if (group.Count > 1)
            {
                groups++;
                foreach (var entry in group)
                {
                    await findings.AddAsync("exact", entry.Key ?? "", string.Create(CultureInfo.InvariantCulture, $"group {groups} of {group.Count}"), cancellationToken);
                }
            }

            group.Clear();
        }
    }

    private async Task NearAsync(LiveCollection live, float threshold, Findings findings, CancellationToken cancellationToken)
    {
        var groups = new UnionFind();
        await foreach (var point in WalkAsync(live, cancellationToken))
        {
            await findings.LookAsync();
            var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Point(point.Id)), Neighbours) { ScoreAbove = MathF.BitDecrement(threshold), Select = PointSelector.IdOnly };
            foreach (var near in await index.QueryAsync(live.Collection, query, cancellationToken))
            {
                groups.Join(point.Id, near.Id);
            }
        }

        var number = 0;
        foreach (var group in groups.Groups())
        {
            number++;
            foreach (var point in await index.GetAsync(live.Collection, group, Selector, cancellationToken))
            {
                await findings.AddAsync("near", NameOf(point), string.Create(CultureInfo.InvariantCulture, $"group {number} of {group.Count}"), cancellationToken);
            }
        }

        findings.Count("near-groups", number);
    }

    private async IAsyncEnumerable<StoredPoint> WalkAsync(
        LiveCollection live, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (PointId? from = new PointId(0, 0); from is not null;)
        {
            var page = await index.ScrollAsync(live.Collection, from, options.Value.PageSize, filter: null, Selector, cancellationToken);
            foreach (var point in page.Points)
            {
                yield return point;
            }

            from = page.Next;
        }
    }

    private static string NameOf(StoredPoint point) => $"{Text(point, PayloadFields.Corpus)}: {Text(point, PayloadFields.Key)}";

    private static string Text(StoredPoint point, string field) =>
        point.Payload.TryGetValue(field, out var value) && value is PayloadValue.Text text ? text.Value : "";
}
