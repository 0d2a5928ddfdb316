using Cluster.Domain.Identity;
using Microsoft.Extensions.Logging;

namespace Cluster.VectorIndex.Embedded;

/// <content>Log messages.</content>
internal sealed partial class MatrixLoader
{
    [LoggerMessage(6001, LogLevel.Information, "Loaded {Points} vectors of {Collection} into memory in {Seconds:F2} s")]
    private partial void LogLoaded(CollectionName collection, long points, double seconds);
}
