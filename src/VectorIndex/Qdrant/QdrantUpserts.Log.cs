using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Qdrant;

/// <content>Log messages.</content>
internal sealed partial class QdrantUpserts
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Qdrant has stored a write to {Collection} but not applied it in time; queries will see it later")]
    private partial void LogWaitTimeout(string collection);
}
