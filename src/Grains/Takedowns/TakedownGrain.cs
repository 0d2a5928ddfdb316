using Cluster.Artifacts.Takedowns;
using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Collections.Uploads;

namespace Cluster.Grains.Takedowns;

/// <inheritdoc cref="ITakedownGrain" />
public sealed class TakedownGrain(TakedownLog log, TakedownWork work, IGrainFactory grains, TimeProvider time) : Grain, ITakedownGrain
{
    /// <summary>How far the clocks of two silos may be apart.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromHours(1);

    private long _version;

    private CollectionName Alias => new(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _version = await log.ReadAsync(Alias, 0, cancellationToken).Select(static takedown => takedown.Version).LastOrDefaultAsync(cancellationToken);

    /// <inheritdoc />
    public Task<long> GetVersionAsync(CancellationToken cancellationToken) => Task.FromResult(_version);

    /// <inheritdoc />
    public async Task SettleLakeAsync(CollectionName collection, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var images = await log.ReadAsync(Alias, 0, cancellationToken)
            .Where(takedown => takedown.At >= since - ClocksApart).SelectMany(static takedown => takedown.Images.ToAsyncEnumerable()).ToListAsync(cancellationToken);
        if (images.Count > 0)
        {
            await work.RemoveFromLakeAsync(collection, images, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task<Outcome<TakedownResult>> TakeDownAsync(TakedownRequest request, CancellationToken cancellationToken)
    {
        var collection = grains.GetGrain<ICollectionGrain>(Alias.Value);
        var described = await collection.DescribeAsync(cancellationToken);
        if (!described.Succeeded)
        {
            return described.Failure;
        }

        var corpora = described.Value.Corpora.Where(corpus => request.Corpus is null || corpus.Id == request.Corpus).ToList();
        if (corpora.Count != 1)
        {
            return new Failure(
                FailureKind.InvalidRequest,
                $"Say which corpus of collection '{Alias}' is meant: {string.Join(", ", described.Value.Corpora.Select(static corpus => corpus.Id.Value))}.");
        }

        if (request.Keys.Count is 0 or > ITakedownGrain.MaxKeys)
        {
            return new Failure(FailureKind.InvalidRequest, $"Give 1 to {ITakedownGrain.MaxKeys} keys to take down.");
        }

        try
        {
            // 1. The tombstone first: from here on no job writes these points and keeps them.
            var images = request.Keys.Distinct().Select(key => new TakenDownImage(corpora[0].Id.Value, key.Value)).ToList();
            var takedown = new Takedown(_version + 1, images, request.Reason, request.By, time.GetUtcNow());
            await log.AppendAsync(Alias, takedown, cancellationToken);
            _version = takedown.Version;

            // 2. Then everything that is there, whatever became of earlier takedowns of the same images.
            var generations = (await collection.GenerationsAsync(cancellationToken)).OrThrow();
            var (points, rows) = await work.RemoveAsync(Alias, generations, takedown, corpora[0].Kind == UploadedImages.Kind, cancellationToken);
            return new TakedownResult(takedown.Version, images.Count, points, rows);
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }
}
