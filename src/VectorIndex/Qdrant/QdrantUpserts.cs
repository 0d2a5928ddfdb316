using Cluster.Domain.Outcomes;
using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Writes of points: requests of the plan's size, several under way, and a fence after every few and at the end.</summary>
/// <remarks>
/// All requests but the fences are acknowledged by the server's log alone. A fence waits until it is applied; each shard applies its requests
/// in order, so then all before it are: the server's queue stays short, and one upsert is durable and seen by queries when it completes. Whoever loads
/// much hands over thousands of points at once.
/// A write that fails may be applied in part; writing the same points again mends that.
/// </remarks>
internal sealed partial class QdrantUpserts(QdrantCalls calls, QdrantVectorIndexOptions options, ILogger logger)
{
    public async Task WriteAsync(string collection, PointBatch batch, int dimension, CancellationToken cancellationToken)
    {
        var size = options.PointsPerRequest ?? QdrantCollectionPlan.PointsPerRequestOf(dimension);
        var requests = (batch.Ids.Count + size - 1) / size;
        for (var first = 0; first < requests; first += QdrantCollectionPlan.FenceEvery)
        {
            var fence = Math.Min(first + QdrantCollectionPlan.FenceEvery, requests) - 1;
            await Parallel.ForEachAsync(
                Enumerable.Range(first, fence - first),
                new ParallelOptions { MaxDegreeOfParallelism = options.RequestsInFlight, CancellationToken = cancellationToken },
                async (i, token) => await SendAsync(collection, batch, (i * size)..((i + 1) * size), dimension, wait: false, token));
            await SendAsync(collection, batch, (fence * size)..Math.Min((fence + 1) * size, batch.Ids.Count), dimension, wait: true, cancellationToken);
        }
    }

    private async Task SendAsync(string collection, PointBatch batch, System.Range range, int dimension, bool wait, CancellationToken cancellationToken)
    {
        var (first, count) = range.GetOffsetAndLength(batch.Ids.Count);
        var message = new UpsertPoints { CollectionName = collection, Wait = wait };
        message.Points.Capacity = count;
        for (var i = first; i < first + count; i++)
        {
            message.Points.Add(QdrantPoints.Write(batch, i, dimension));
        }

        try
        {
            var reply = await calls.WriteAsync(o => calls.Points.UpsertAsync(message, o), cancellationToken);
            if (wait && reply.Result?.Status == UpdateStatus.WaitTimeout)
            {
                LogWaitTimeout(collection);
            }
        }
        catch (FailureException e) when (count > 1 && e.InnerException is RpcException rpc && QdrantFault.From(rpc).IsTooLarge)
        {
            await SendAsync(collection, batch, first..(first + (count / 2)), dimension, wait, cancellationToken);
            await SendAsync(collection, batch, (first + (count / 2))..(first + count), dimension, wait, cancellationToken);
        }
    }
}
