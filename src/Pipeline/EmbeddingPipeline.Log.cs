using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Logging;

namespace Cluster.Pipeline;

public sealed partial class EmbeddingPipeline
{
    [LoggerMessage(2001, LogLevel.Warning, "Partition {Ordinal} of job {Job} stopped: {Kind}: {Detail}")]
    private partial void LogStopped(string job, int ordinal, FailureKind kind, string detail);
}
