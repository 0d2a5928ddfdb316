using Cluster.Domain.Identity;
using Cluster.VectorIndex.Qdrant.Wire;
using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Qdrant;

/// <content>Log messages.</content>
internal sealed partial class QdrantReadiness
{
    [LoggerMessage(6101, LogLevel.Debug, "{Collection} is {Status}: {Indexed} of {Points} vectors indexed")]
    private partial void LogWaiting(CollectionName collection, CollectionStatus status, ulong indexed, ulong points);
}
