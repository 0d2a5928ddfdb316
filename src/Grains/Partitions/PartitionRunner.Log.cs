using Cluster.Domain.Identity;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Partitions;

public sealed partial class PartitionRunner
{
    [LoggerMessage(3102, LogLevel.Warning, "The end of partition {Partition} could not be reported; its job will find out")]
    private partial void LogNotReported(Exception fault, PartitionId partition);
}
