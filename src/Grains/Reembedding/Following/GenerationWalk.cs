using System.Runtime.CompilerServices;
using Cluster.Domain.Identity;
using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Following;

/// <summary>Walks two generations side by side, by ascending id, and pairs their points. Memory: one page of each.</summary>
public sealed class GenerationWalk(IVectorIndex index)
{
    private const int PageSize = 1_000;

    /// <summary>Every point of either, from <paramref name="from"/> on.</summary>
    public async IAsyncEnumerable<PointPair> PairsAsync(
        CollectionName live, CollectionName follower, PointId? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var left = PointsAsync(live, from, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var right = PointsAsync(follower, from, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var (hasLeft, hasRight) = (await left.MoveNextAsync(), await right.MoveNextAsync());
        while (hasLeft || hasRight)
        {
            var order = (hasLeft, hasRight) switch
            {
                (true, false) => -1,
                (false, true) => 1,
                _ => left.Current.Id.CompareTo(right.Current.Id),
            };
            yield return new PointPair(order <= 0 ? left.Current : null, order >= 0 ? right.Current : null);
            if (order <= 0)
            {
                hasLeft = await left.MoveNextAsync();
            }

            if (order >= 0)
            {
                hasRight = await right.MoveNextAsync();
            }
        }
    }

    private async IAsyncEnumerable<StoredPoint> PointsAsync(CollectionName collection, PointId? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = from; ;)
        {
            var page = await index.ScrollAsync(collection, next, PageSize, filter: null, PointSelector.Payload, cancellationToken);
            foreach (var point in page.Points)
            {
                yield return point;
            }

            if (page.Next is null)
            {
                yield break;
            }

            next = page.Next;
        }
    }
}
