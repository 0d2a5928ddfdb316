using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Failures;

/// <summary>Expected faults that were thrown become problem documents; bad requests keep their status; anything else becomes a 500 that says nothing of the inside.</summary>
public sealed class FailureExceptionHandler : IExceptionHandler
{
    private const int RetryAfterSeconds = 1;

    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var failure = exception switch
        {
            FailureException expected => expected.Failure,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Failure(FailureKind.TooLarge, "The request body is over the limit."),
            BadHttpRequestException bad => new Failure(FailureKind.InvalidRequest, bad.InnerException?.Message ?? bad.Message),
            TimeoutException => new Failure(FailureKind.Unavailable, "The cluster did not answer in time; try again."),
            _ => null,
        };
        if (failure is null)
        {
            return false;
        }

        if (Problems.Status(failure.Kind) == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await Problems.From(failure).ExecuteAsync(httpContext);
        return true;
    }
}
