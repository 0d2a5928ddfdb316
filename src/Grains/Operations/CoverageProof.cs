using Cluster.Artifacts;
using Cluster.Artifacts.Ledger;
using Cluster.Artifacts.Rolls;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Operations;
using Cluster.Corpora;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.Grains.Accounting;
using Cluster.Grains.Takedowns;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Operations;

/// <summary>
/// Holds four accounts of a corpus against each other, each in the order of the point ids: the listing made now, the images that the last complete pass keeps,
/// those that it set aside, and the points of the collection. Memory is bounded; what does not fit lies sorted in the artifact store meanwhile.
/// </summary>
/// <remarks>
/// <c>missing</c>: listed, but neither in the collection nor set aside. <c>extra</c>: in the collection, but not listed, set aside or taken down.
/// <c>stale</c>: in the collection, or set aside, in another version than the listed one. <c>unledgered</c>: listed and in the collection, but not in the
/// ledger of the last complete pass.
/// </remarks>
public sealed class CoverageProof(
    IVectorIndex index,
    IArtifactStore store,
    LedgerReader ledger,
    CorpusSources sources,
    TakedownViews takedowns,
    FindingFiles files,
    IGrainFactory grains,
    IOptions<AccountingOptions> options)
{
    private static readonly PointSelector Selector = new(false, [PayloadFields.Key, PayloadFields.ETag]);

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="FailureException">CollectionNotFound, InvalidRequest, or a fault of the corpus.</exception>
    public async Task<OperationProgress> RunAsync(string operation, OperationSpec spec, Func<OperationProgress, Task> tell, CancellationToken cancellationToken)
    {
        var findings = new Findings(files, operation, tell, "missing", "extra", "stale", "unledgered");
        var (live, corpus, pass) = await OpenAsync(spec, cancellationToken);
        var takenDown = await takedowns.GetAsync(live.Alias, cancellationToken);
        await using var listed = new RollSorter(store, $"tmp/{Guid.NewGuid():n}/");
        await using var kept = new RollSorter(store, $"tmp/{Guid.NewGuid():n}/");
        await using var aside = new RollSorter(store, $"tmp/{Guid.NewGuid():n}/");
        await ListAsync(corpus, listed, findings, cancellationToken);
        if (pass?.Complete is { } job)
        {
            await ledger.AddRollsAsync(job, kept, cancellationToken);
            await foreach (var row in ledger.ReadAsync(job, null, cancellationToken))
            {
                await aside.AddAsync(new RollEntry(PointId.For(corpus.Id, row.Row.Key), RollEntry.VersionOf(row.Row.ETag), row.Row.Key.Value), cancellationToken);
            }
        }

        await using var four = new SideBySide(
            listed.ReadAsync(cancellationToken),
            kept.ReadAsync(cancellationToken),
            aside.ReadAsync(cancellationToken),
            PointsAsync(live, corpus, findings, cancellationToken));
        while (await four.NextAsync() is { } image)
        {
            if (Judge(image, takenDown.Contains(image.Id)) is var (what, detail))
            {
                await findings.AddAsync(what, image.Key, detail, cancellationToken);
            }
        }

        findings.Count("listed", four.Seen[0]);
        findings.Count("points", four.Seen[3]);
        return await findings.EndAsync(cancellationToken);
    }

    /// <summary>What is wrong with an image, by its four accounts; null when nothing is.</summary>
    internal static (string What, string Detail)? Judge(ImageAccounts image, bool isTakenDown) => image switch
    {
        { Point: not null } when isTakenDown => ("extra", "It was taken down and is in the collection all the same."),
        { Listed: null, Point: not null } => ("extra", "It is in the collection and not in the corpus."),
        { Listed: null } => null,
        { Point: null } when isTakenDown => null,
        { Point: null, Aside: null } => ("missing", image.Kept is null ? "No pass has met it yet." : "The ledger keeps it, but its point is gone."),
        { Point: null } when image.Aside != image.Listed => ("stale", "It has changed since it was set aside."),
        { Point: null } => null,
        _ when image.Point != image.Listed => ("stale", "It has changed since it was embedded."),
        { Kept: null } => ("unledgered", "It is in the collection, but the last complete pass does not know of it."),
        _ => null,
    };

    private async Task<(LiveCollection Live, CorpusSpec Corpus, CorpusPass? Pass)> OpenAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(spec.Collection.Value);
        var described = (await collection.DescribeAsync(cancellationToken)).OrThrow();
        var corpora = described.Corpora.Where(corpus => spec.Corpus is null || corpus.Id == spec.Corpus).ToList();
        return corpora is [var only]
            ? (described.Live, only, await collection.FindPassAsync(only.Id, cancellationToken))
            : throw new FailureException(
                FailureKind.InvalidRequest,
                $"Say which corpus of collection '{spec.Collection}' to verify: {string.Join(", ", described.Corpora.Select(static corpus => corpus.Id.Value))}.");
    }

    private async Task ListAsync(CorpusSpec corpus, RollSorter listed, Findings findings, CancellationToken cancellationToken)
    {
        var source = sources.Open(corpus);
        await foreach (var partition in source.ListPartitionsAsync(null, cancellationToken))
        {
            await foreach (var image in source.ListImagesAsync(partition, null, cancellationToken))
            {
                await listed.AddAsync(new RollEntry(PointId.For(corpus.Id, image.Key), RollEntry.VersionOf(image.ETag), image.Key.Value), cancellationToken);
                await findings.LookAsync();
            }
        }
    }

    private async IAsyncEnumerable<RollEntry> PointsAsync(
        LiveCollection live, CorpusSpec corpus, Findings findings, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ours = new Filter.Match(PayloadFields.Corpus, [corpus.Id.Value]);
        for (PointId? from = new PointId(0, 0); from is not null;)
        {
            var page = await index.ScrollAsync(live.Collection, from, options.Value.PageSize, ours, Selector, cancellationToken);
            foreach (var point in page.Points)
            {
                yield return new RollEntry(point.Id, RollEntry.VersionOf(Text(point, PayloadFields.ETag)), Text(point, PayloadFields.Key));
            }

            await findings.LookAsync(page.Points.Count);
            from = page.Next;
        }
    }

    private static string Text(StoredPoint point, string field) =>
        point.Payload.TryGetValue(field, out var value) && value is PayloadValue.Text text ? text.Value : "";
}
