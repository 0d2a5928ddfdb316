namespace Cluster.Gateway.Access;

/// <summary>One write, or try of one, as the audit log holds it.</summary>
/// <param name="At">When it was answered (UTC).</param>
/// <param name="Caller">The id of the key, or <c>anybody</c>.</param>
/// <param name="Operation">The operation's name in the OpenAPI document.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Route">The route's pattern; ids in it are those in <paramref name="Values"/>.</param>
/// <param name="Values">The values in the route, and what the request named beside it (<see cref="AuditSubject"/>). Shopper ids are left out, for deleting a shopper leaves nothing behind.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Remote">The address that it came from.</param>
/// <param name="Trace">Finds it in the program's log.</param>
internal sealed record AuditEntry(
    DateTimeOffset At,
    string Caller,
    string Operation,
    string Method,
    string Route,
    IReadOnlyDictionary<string, string> Values,
    int Status,
    string? Remote,
    string Trace);
