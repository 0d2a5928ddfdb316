using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Failures;

internal sealed partial class GatewayExceptionHandler
{
    [LoggerMessage(5101, LogLevel.Error, "{Method} {Route} failed")]
    private static partial void Failed(ILogger logger, string method, string route, Exception exception);

    [LoggerMessage(5102, LogLevel.Warning, "The cluster did not answer {Method} {Route}")]
    private static partial void Unreachable(ILogger logger, string method, string route, Exception exception);
}
