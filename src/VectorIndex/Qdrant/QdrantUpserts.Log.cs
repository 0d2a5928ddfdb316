using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Qdrant;

/// <content>Log messages.</content>
internal sealed partial class QdrantUpserts
{
    [LoggerMessage(6102, LogLevel.Warning, "Qdrant has stored a write to {Collection} but not applied it in time; queries will see it later")]
    private partial void LogWaitTimeout(string collection);
}
