using System.Globalization;
using Cluster.Domain.Access;
using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Failures;

/// <summary>Makes problem documents (RFC 9457). A detail says what was wrong and what to do; it never holds a path of the host or a stack trace.</summary>
internal static class Problems
{
    public static IResult Of(Failure failure) => Of(ProblemTable.For(failure.Kind), failure.Detail);

    public static IResult Invalid(string detail) => Of(ProblemTable.For(FailureKind.InvalidRequest), detail);

    public static IResult NoSuchRoute(string path) => Of(
        ProblemTable.NoSuchRoute, $"There is nothing at '{Shorten(path)}'. All addresses are listed in /openapi/v1.json.");

    public static IResult UnknownHost(string host) => Of(
        ProblemTable.UnknownHost,
        $"The request is addressed to '{Shorten(host)}'. Use a loopback name, or add this one to the gateway's setting Gateway:AllowedHosts.");

    public static IResult ForeignOrigin() => Of(
        ProblemTable.ForeignOrigin, "The request comes from a web page of another site. Send it from the gateway's own page or from a program.");

    public static IResult KeyNeeded() => Of(
        ProblemTable.KeyNeeded, "Send a key that is valid now as 'Authorization: Bearer KEY'. Whoever runs the cluster makes keys at /v1/keys.");

    public static IResult ScopeTooSmall(ApiKey key, AccessScope needed) => Of(
        new Failure(FailureKind.NotAllowed, $"This needs the scope {Word(needed)}; the key '{key.Id}' has the scope {Word(key.Scope)}."));

    public static IResult OutOfReach(ApiKey key, string? collection) => Of(new Failure(
        FailureKind.NotAllowed,
        collection is null
            ? $"This concerns all collections; the key '{key.Id}' is limited to {string.Join(", ", key.Collections)}."
            : $"The key '{key.Id}' does not reach collection '{Shorten(collection)}'; it is limited to {string.Join(", ", key.Collections)}."));

    public static IResult NoKeysHere() => Of(new Failure(
        FailureKind.NotAllowed, "The gateway asks for no keys and so answers on loopback addresses alone. Set Gateway:Access:RequireKeys to true to serve others."));

    public static IResult TooManyRequests(string detail) => Of(ProblemTable.TooManyRequests, detail);

    public static IResult Of(ProblemKind kind, string detail) => new ProblemResult(kind, detail);

    /// <summary>The start of a text that a caller chose, so that an answer stays small.</summary>
    public static string Shorten(string text) => text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 200), "…");

    private static string Word(AccessScope scope) => scope.ToString().ToLowerInvariant();

    private sealed class ProblemResult(ProblemKind kind, string detail) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            if (kind.RetryAfter is { } seconds && context.Response.Headers.RetryAfter.Count == 0)
            {
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            context.Response.Headers.CacheControl = "no-store";
            var problem = new ProblemDetails { Type = kind.Type, Title = kind.Title, Status = kind.Status, Detail = detail };
            if (context.Request.Path.StartsWithSegments("/v1/embeddings"))
            {
                // Where OpenAI's clients look for the reason.
                problem.Extensions["error"] = new { message = detail, type = kind.Status < 500 ? "invalid_request_error" : "server_error", code = kind.Code, param = (string?)null };
            }

            return Results.Problem(problem).ExecuteAsync(context);
        }
    }
}
