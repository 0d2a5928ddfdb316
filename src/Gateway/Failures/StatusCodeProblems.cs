using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Failures;

/// <summary>Gives a problem document to the answers that the framework makes without a body.</summary>
internal static class StatusCodeProblems
{
    public const string MediaTypeAdvice = "Send application/json; for uploaded pictures multipart/form-data.";
    public const string SlowBodyAdvice = "The body comes too slowly. Send it again, over a better connection or in smaller parts.";

    public static Task WriteAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var path = context.Request.Path.Value ?? "/";
        var answer = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problems.NoSuchRoute(path),
            StatusCodes.Status405MethodNotAllowed => Problems.Of(
                ProblemTable.MethodNotAllowed, $"'{Problems.Shorten(path)}' takes {context.Response.Headers.Allow}, not {Problems.Shorten(context.Request.Method)}."),
            StatusCodes.Status415UnsupportedMediaType => Problems.Of(ProblemTable.UnsupportedMediaType, MediaTypeAdvice),
            StatusCodes.Status408RequestTimeout => Problems.Of(ProblemTable.TooSlow, SlowBodyAdvice),
            StatusCodes.Status413PayloadTooLarge => Problems.Of(new Failure(FailureKind.TooLarge, "The body is larger than this address takes.")),
            StatusCodes.Status504GatewayTimeout => Problems.Of(new Failure(FailureKind.TimedOut, "The request took longer than Gateway:RequestTimeout allows. Try again, or ask for less.")),
            >= 400 and < 500 => Problems.Invalid("The request cannot be understood. The addresses and their parameters are described in /openapi/v1.json."),
            _ => null,
        };
        return answer?.ExecuteAsync(context) ?? Task.CompletedTask;
    }
}
