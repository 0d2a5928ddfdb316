using Cluster.Domain.Identity;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Tags;

public sealed partial class TagRunner
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Tag job {Job} broke down")]
    private partial void LogBrokeDown(Exception exception, JobId job);

    [LoggerMessage(Level = LogLevel.Error, Message = "How tag job {Job} ended could not be told; it goes on when it is woken")]
    private partial void LogNotTold(Exception exception, JobId job);
}
