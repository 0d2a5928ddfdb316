using Cluster.Contracts.Collections;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Grains.Collections.Changes;
using Cluster.Grains.Collections.Uploads;
using Cluster.Grains.Encoders;
using Cluster.Grains.Takedowns;
using Cluster.VectorIndex;

namespace Cluster.Grains.Collections;

/// <summary>Single points: added with an image, patched, deleted. What they were made from is kept, so that a later encoder can embed it too.</summary>
public sealed class PointEntries(IGrainFactory grains, IVectorIndex index, UploadedImages uploads, CollectionChanges changes, TakedownViews takedowns, ClusterEmbedder embedder)
{
    private const string ByHand = "upload";

    /// <summary>1. Joins the corpus. 2. Embeds. 3. Keeps the image. 4. Writes the point. An image that was taken down is refused.</summary>
    public async Task<Outcome<PointReceipt>> AddAsync(CollectionName alias, PointUpload upload, CancellationToken cancellationToken)
    {
        var joined = await JoinAsync(alias, upload.Corpus, cancellationToken);
        if (!joined.Succeeded)
        {
            return joined.Failure;
        }

        var id = PointId.For(upload.Corpus, upload.Key);
        if ((await takedowns.GetAsync(alias, cancellationToken)).Contains(id))
        {
            return IsTakenDown(upload.Key);
        }

        var isKept = false;
        var receipt = Receipt(id, await changes.UpsertAsync(alias, upload.Corpus, [id], EmbedAsync, cancellationToken));

        if (isKept && receipt.Failure?.Kind is FailureKind.CorpusNotFound or FailureKind.Conflict)
        {
            // The corpus is removed with all its images; this one came too late to be found there.
            await uploads.DeleteAsync(alias, upload.Corpus, upload.Key, cancellationToken);
        }

        // Asked again after the write: a takedown either finds the point and the image to delete, or is seen here.
        if (!receipt.Succeeded || !(await takedowns.GetAsync(alias, cancellationToken)).Contains(id))
        {
            return receipt;
        }

        (await changes.DeleteAsync(alias, [id], cancellationToken)).OrThrow();
        return IsTakenDown(upload.Key);

        async Task<PointBatch> EmbedAsync(LiveCollection live)
        {
            var embedded = await embedder.EmbedUploadAsync(live.Encoder, live.Space, upload.Image, cancellationToken);
            if (!embedded.Succeeded)
            {
                throw new FailureException(FailureKind.BadImage, $"The picture cannot be used ({embedded.Failure.Kind.ToCode()}): {embedded.Failure.Detail}");
            }

            if (!isKept)
            {
                await uploads.WriteAsync(alias, upload.Corpus, upload.Key, upload.Image, cancellationToken);
                isKept = true;
            }

            return new PointBatch(live.Space, [id], embedded.Value.Vector, [PayloadOf(upload, live, embedded.Value)]);
        }
    }

    /// <summary>Sets payload fields of a point.</summary>
    public async Task<Outcome<PointReceipt>> PatchAsync(
        CollectionName alias, PointId id, IReadOnlyDictionary<string, PayloadValue> fields, CancellationToken cancellationToken) =>
        fields.Keys.FirstOrDefault(static field => field.StartsWith('_')) is { } reserved
            ? new Failure(FailureKind.InvalidRequest, $"The field '{reserved}' is the system's own: fields that start with an underscore cannot be set.")
            : Receipt(id, await changes.PatchAsync(alias, id, fields, cancellationToken));

    /// <summary>Deletes a point from every generation.</summary>
    public async Task<Outcome<PointReceipt>> DeleteAsync(CollectionName alias, PointId id, CancellationToken cancellationToken)
    {
        var live = await grains.GetGrain<ICollectionGrain>(alias.Value).GetLiveAsync(cancellationToken);
        if (!live.Succeeded)
        {
            return live.Failure;
        }

        return await index.GetAsync(live.Value.Collection, [id], PointSelector.IdOnly, cancellationToken) is []
            ? new Failure(FailureKind.PointNotFound, $"Collection '{alias}' holds no point '{id}'.")
            : Receipt(id, await changes.DeleteAsync(alias, [id], cancellationToken));
    }

    private static Failure IsTakenDown(BlobKey key) => new(
        FailureKind.Takedown, $"'{key}' was taken down from this collection for good; the audit log says when and why. Use another key for another image.");

    private async Task<Outcome<CollectionDescription>> JoinAsync(CollectionName alias, CorpusId corpus, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(alias.Value);
        var described = await collection.DescribeAsync(cancellationToken);
        if (!described.Succeeded)
        {
            return described;
        }

        switch (described.Value.Corpora.FirstOrDefault(known => known.Id == corpus))
        {
            case null:
                var live = described.Value.Live;
                var spec = new CorpusSpec(corpus, UploadedImages.Kind, alias.Value);
                var opened = await collection.OpenAsync(new CollectionOpening(live.Encoder, live.Space, live.Dimension, spec), cancellationToken);
                return opened.Succeeded ? described : opened.Failure;
            case { Kind: UploadedImages.Kind }:
                return described;
            case { } other:
                return new Failure(
                    FailureKind.Conflict,
                    $"Corpus '{corpus}' of collection '{alias}' is of kind '{other.Kind}': add the image there and run a job, or choose another corpus name.");
        }
    }

    private static Dictionary<string, PayloadValue> PayloadOf(PointUpload upload, LiveCollection live, EmbeddedImage image) => new(upload.Payload)
    {
        [PayloadFields.Key] = upload.Key.Value,
        [PayloadFields.Corpus] = upload.Corpus.Value,
        [PayloadFields.ETag] = image.ContentHash,
        [PayloadFields.ContentHash] = image.ContentHash,
        [PayloadFields.Width] = (long)image.Width,
        [PayloadFields.Height] = (long)image.Height,
        [PayloadFields.Job] = ByHand,
        [PayloadFields.Space] = live.Space.Value,
    };

    private static Outcome<PointReceipt> Receipt(PointId id, Outcome<LiveCollection> live) => live.Succeeded ? new PointReceipt(id, live.Value) : live.Failure;
}
