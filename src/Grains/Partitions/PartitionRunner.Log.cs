using Cluster.Domain.Identity;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Partitions;

public sealed partial class PartitionRunner
{
    [LoggerMessage(3106, LogLevel.Debug, "Partition {Partition} is worked on from image {From} under token {Token}")]
    private partial void LogStarted(PartitionId partition, long from, long token);

    [LoggerMessage(3102, LogLevel.Warning, "The end of partition {Partition} could not be reported; its job will find out")]
    private partial void LogNotReported(Exception fault, PartitionId partition);
}
