using System.Numerics.Tensors;
using System.Security.Cryptography;
using Cluster.Artifacts;
using Cluster.Artifacts.Lake;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Operations;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Takedowns;
using Cluster.VectorIndex;

namespace Cluster.Grains.Operations;

/// <summary>Fills a collection from the lake of another, with no encoder: the manifests by time, each first with what its job embedded, then without what it deleted.</summary>
public sealed class LakeLoad(LakeCatalog catalog, IArtifactStore store, TargetWrites writes, TakedownViews takedowns, FindingFiles files, IGrainFactory grains)
{
    private const int BatchSize = 256;

    /// <summary>Runs it to its end; done again it changes nothing.</summary>
    /// <exception cref="FailureException">InvalidRequest: there is no such lake, or a file is not what its manifest says; SpaceMismatch.</exception>
    public async Task<OperationProgress> RunAsync(string operation, OperationSpec spec, Func<OperationProgress, Task> tell, CancellationToken cancellationToken)
    {
        var findings = new Findings(files, operation, tell, "loaded", "deleted", "left-out");
        var (lake, alias) = await LakeOfAsync(spec, cancellationToken);
        var manifests = await catalog.ListAsync(lake, cancellationToken);
        var target = await OpenAsync(spec, lake, manifests, cancellationToken);
        var ofLake = alias is { } name ? await takedowns.GetAsync(name, cancellationToken) : new HashSet<PointId>();
        foreach (var manifest in manifests)
        {
            var index = await writes.OpenAsync(target, manifest.Corpus, cancellationToken);
            foreach (var part in manifest.Parts)
            {
                await CheckAsync(lake, part, cancellationToken);
                await foreach (var batch in LakeFiles.ReadAsync(store, lake, part.Parquet, cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken))
                {
                    var ofTarget = await takedowns.GetAsync(target.Alias, cancellationToken);
                    var points = batch.Where(point => !ofLake.Contains(point.Id) && !ofTarget.Contains(point.Id)).DistinctBy(static point => point.Id).ToList();
                    if (points.Count > 0)
                    {
                        await index.UpsertAsync(target.Collection, BatchOf(target, points), cancellationToken);
                    }

                    // Asked again after the write: a takedown either finds the point to delete, or is seen here.
                    ofTarget = await takedowns.GetAsync(target.Alias, cancellationToken);
                    var late = points.Where(point => ofTarget.Contains(point.Id)).Select(static point => point.Id).ToList();
                    if (late.Count > 0)
                    {
                        await index.DeleteAsync(target.Collection, late, cancellationToken);
                    }

                    findings.Count("loaded", points.Count);
                    findings.Count("left-out", batch.Length - points.Count);
                    await findings.LookAsync(batch.Length);
                }
            }

            await foreach (var ids in catalog.ReadDeletedAsync(manifest, cancellationToken).Chunk(BatchSize).WithCancellation(cancellationToken))
            {
                await index.DeleteAsync(target.Collection, ids, cancellationToken);
                findings.Count("deleted", ids.Length);
            }
        }

        return await findings.EndAsync(cancellationToken);
    }

    private async Task<(CollectionName Lake, CollectionName? Alias)> LakeOfAsync(OperationSpec spec, CancellationToken cancellationToken)
    {
        var asked = spec.Lake ?? throw new FailureException(FailureKind.InvalidRequest, "Say which collection's lake to load.");
        var live = await grains.GetGrain<ICollectionGrain>(asked.Value).GetLiveAsync(cancellationToken);
        return live.Succeeded ? (live.Value.Collection, asked) : (asked, null);
    }

    private async Task<LiveCollection> OpenAsync(OperationSpec spec, CollectionName lake, IReadOnlyList<LakeManifest> manifests, CancellationToken cancellationToken)
    {
        if (manifests.Count == 0)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"There is no lake of '{spec.Lake}' ({lake}): no job with --lake has completed there.");
        }

        if (manifests.FirstOrDefault(manifest => manifest.Space != manifests[0].Space) is { } other)
        {
            throw new FailureException(FailureKind.SpaceMismatch, $"The lake of '{lake}' mixes two embedding spaces (job '{other.Job}'); restore its manifests.");
        }

        LiveCollection? opened = null;
        foreach (var manifest in manifests)
        {
            var opening = new CollectionOpening(new EncoderId(manifest.Encoder), new EmbeddingSpaceId(manifest.Space), manifest.Dimension, manifest.Corpus);
            opened = (await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).OpenAsync(opening, cancellationToken)).OrThrow();
        }

        return opened!;
    }

    private async Task CheckAsync(CollectionName lake, LakePart part, CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(LakeNames.File(lake, part.Parquet), cancellationToken)
            ?? throw new FailureException(FailureKind.InvalidRequest, $"The lake file '{part.Parquet}' is not there, though its manifest names it; restore it.");
        await using (stream)
        {
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) != part.ParquetSha256)
            {
                throw new FailureException(FailureKind.InvalidRequest, $"The lake file '{part.Parquet}' is not the one that its manifest names; restore it.");
            }
        }
    }

    private static PointBatch BatchOf(LiveCollection target, List<EmbeddedPoint> points)
    {
        var vectors = new float[points.Count * target.Dimension];
        for (var i = 0; i < points.Count; i++)
        {
            // Rounding to half precision has moved the length off 1 a little.
            var row = vectors.AsSpan(i * target.Dimension, target.Dimension);
            TensorPrimitives.ConvertToSingle(points[i].Vector.Span, row);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
        }

        return new PointBatch(target.Space, [.. points.Select(static point => point.Id)], vectors, [.. points.Select(static point => point.Payload)]);
    }
}
