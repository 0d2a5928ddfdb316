using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Access;

internal sealed partial class AuditTrail
{
    [LoggerMessage(EventName = "Write", Level = LogLevel.Information, Message = "{Caller} asked for {Operation} ({Values}): {Status}")]
    private static partial void Wrote(ILogger logger, string caller, string operation, string values, int status);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log cannot be written; {Lost} entries are lost")]
    private static partial void CannotWrite(ILogger logger, int lost, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log is written too slowly; an entry is lost")]
    private static partial void TooSlow(ILogger logger);
}
