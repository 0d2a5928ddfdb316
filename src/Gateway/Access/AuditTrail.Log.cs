using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Access;

internal sealed partial class AuditTrail
{
    [LoggerMessage(5001, LogLevel.Information, "{Caller} asked for {Operation}{Values}: {Status}", EventName = "Write")]
    private static partial void Wrote(ILogger logger, string caller, string operation, string values, int status);

    [LoggerMessage(5002, LogLevel.Error, "The audit log cannot be written; {Lost} entries are lost")]
    private static partial void CannotWrite(ILogger logger, int lost, Exception exception);

    [LoggerMessage(5003, LogLevel.Error, "The audit log is written too slowly; an entry is lost")]
    private static partial void TooSlow(ILogger logger);
}
