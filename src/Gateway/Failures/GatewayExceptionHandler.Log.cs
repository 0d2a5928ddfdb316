using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Failures;

internal sealed partial class GatewayExceptionHandler
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed")]
    private static partial void Failed(ILogger logger, string? path, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster did not answer a request to {Path}")]
    private static partial void Unreachable(ILogger logger, string? path, Exception exception);
}
