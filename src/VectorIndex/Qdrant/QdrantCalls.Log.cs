using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Qdrant;

/// <content>Log messages.</content>
internal sealed partial class QdrantCalls
{
    [LoggerMessage(6103, LogLevel.Information, "Connected to Qdrant {Version} at {Endpoint}")]
    private partial void LogConnected(string endpoint, QdrantVersion version);

    [LoggerMessage(6104, LogLevel.Critical, "Qdrant at {Endpoint} takes no more: {Detail}")]
    private partial void LogFull(string endpoint, string detail);

    [LoggerMessage(6105, LogLevel.Warning, "Qdrant call failed with {Status} on attempt {Attempt}; trying again in {Seconds} s")]
    private partial void LogRetry(int attempt, StatusCode status, double seconds);
}
