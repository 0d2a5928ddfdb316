using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Jobs;

public sealed partial class JobGrain
{
    [LoggerMessage(3001, LogLevel.Information, "Job {Job} submitted: corpus {Corpus} into collection {Collection} with {Encoder}")]
    private partial void LogSubmitted(string job, string corpus, string collection, string encoder);

    [LoggerMessage(3002, LogLevel.Information, "Job {Job} completed: {Embedded} embedded, {Unchanged} unchanged, {Quarantined} quarantined")]
    private partial void LogCompleted(string job, long embedded, long unchanged, long quarantined);

    [LoggerMessage(3003, LogLevel.Warning, "Job {Job} met a fault ({Faults} in a row): {Kind}: {Detail}")]
    private partial void LogFault(string job, FailureKind kind, string detail, int faults);
}
