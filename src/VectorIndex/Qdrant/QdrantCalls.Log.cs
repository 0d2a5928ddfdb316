using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Qdrant;

/// <content>Log messages.</content>
internal sealed partial class QdrantCalls
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to Qdrant {Version} at {Endpoint}")]
    private partial void LogConnected(string endpoint, QdrantVersion version);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Qdrant at {Endpoint} takes no more: {Detail}")]
    private partial void LogFull(string endpoint, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Qdrant call failed with {Status} on attempt {Attempt}; trying again in {Seconds} s")]
    private partial void LogRetry(int attempt, StatusCode status, double seconds);
}
