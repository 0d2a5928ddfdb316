using Cluster.Domain.Identity;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Tags;

public sealed partial class TagRunner
{
    [LoggerMessage(3701, LogLevel.Error, "Tag job {Job} broke down")]
    private partial void LogBrokeDown(Exception exception, JobId job);

    [LoggerMessage(3702, LogLevel.Error, "How tag job {Job} ended could not be told; it goes on when it is woken")]
    private partial void LogNotTold(Exception exception, JobId job);
}
