using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.VectorIndex.Qdrant.Wire;
using Microsoft.Extensions.Logging;
using WireCollectionInfo = Cluster.VectorIndex.Qdrant.Wire.CollectionInfo;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>The end of a load: lets the server build what it put off, and waits until it has.</summary>
internal sealed partial class QdrantReadiness(QdrantCalls calls, QdrantCollections collections, TimeProvider time, ILogger logger)
{
    // The server shows green for a moment before its optimizers begin, so one look is not enough.
    private const int LooksThatMustAgree = 3;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public async Task FinishLoadAsync(CollectionName collection, CancellationToken cancellationToken)
    {
        var update = new UpdateCollection
        {
            CollectionName = collection.Value,
            OptimizersConfig = new OptimizersConfigDiff { IndexingThreshold = QdrantCollectionPlan.IndexingThresholdKiB },
        };
        await calls.WriteAsync(o => calls.Collections.UpdateAsync(update, o), cancellationToken);
        var agreeing = 0;
        while (true)
        {
            var info = await collections.InfoAsync(collection.Value, cancellationToken) ?? throw CollectionSpecRules.NotFound(collection);
            if (info.Status == CollectionStatus.Red)
            {
                throw new FailureException(
                    FailureKind.Unavailable, $"Qdrant cannot build the index of '{collection}': {info.OptimizerStatus?.Error}. Look at the server's log.");
            }

            agreeing = IsReady(info) ? agreeing + 1 : 0;
            if (agreeing == LooksThatMustAgree)
            {
                return;
            }

            LogWaiting(collection, info.Status, info.IndexedVectorsCount, info.PointsCount);
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private static bool IsReady(WireCollectionInfo info) =>
        info.Status == CollectionStatus.Green && (info.OptimizerStatus?.Ok ?? true) && (info.UpdateQueue?.Length ?? 0) == 0;
}
