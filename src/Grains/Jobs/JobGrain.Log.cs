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

    [LoggerMessage(3004, LogLevel.Warning, "Job {Job} could not be looked after just now and is tried again")]
    private partial void LogNotSupervised(Exception fault, string job);

    [LoggerMessage(3005, LogLevel.Information, "Job {Job} was written by another activation; this one ends")]
    private partial void LogSuperseded(string job);

    [LoggerMessage(3007, LogLevel.Information, "Job {Job} cut partition {Ordinal}, which had {Left} images left, in two: the second half is partition {Other}")]
    private partial void LogCut(string job, int ordinal, long left, int other);
}
