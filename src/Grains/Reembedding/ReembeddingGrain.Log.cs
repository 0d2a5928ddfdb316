using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Reembedding;

public sealed partial class ReembeddingGrain
{
    [LoggerMessage(3321, LogLevel.Information, "Re-embedding of collection {Collection}: {From} -> {To}")]
    private partial void LogMoved(string collection, ReembeddingState from, ReembeddingState to);

    [LoggerMessage(3324, LogLevel.Information, "Re-embedding of collection {Collection} with {Encoder}: {To}")]
    private partial void LogStarted(string collection, EncoderId encoder, ReembeddingState to);

    [LoggerMessage(3322, LogLevel.Warning, "Re-embedding of collection {Collection}, {State}, met a fault ({Kind}): {Detail}")]
    private partial void LogFault(string collection, ReembeddingState state, FailureKind kind, string detail);

    [LoggerMessage(3323, LogLevel.Warning, "Re-embedding of collection {Collection} was forced past failed gates by {By}: {Gates}")]
    private partial void LogForced(string collection, string by, string gates);
}
