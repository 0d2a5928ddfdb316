using System.Globalization;
using System.Text.Json;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Access;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Failures;

/// <summary>The boundary: whatever is thrown below becomes a problem document here, and only bugs are logged as errors.</summary>
internal sealed partial class GatewayExceptionHandler(ILogger<GatewayExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to read an answer; 499 is what proxies log for it.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        // The framework has cleared the answer.
        SecurityHeaders.Set(httpContext.Response.Headers);
        await Translate(exception, httpContext).ExecuteAsync(httpContext);
        return true;
    }

    private IResult Translate(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case FailureException fault:
                return Problems.Of(fault.Failure);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.Of(new Failure(FailureKind.TooLarge, "The body is larger than this address takes. Send a smaller picture or fewer values."));
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return Problems.Of(ProblemTable.TooSlow, StatusCodeProblems.SlowBodyAdvice);
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return Problems.Of(ProblemTable.UnsupportedMediaType, StatusCodeProblems.MediaTypeAdvice);
            case BadHttpRequestException { InnerException: JsonException json }:
                return Problems.Invalid(Explain(json));
            case JsonException json:
                return Problems.Invalid(Explain(json));
            case BadHttpRequestException bad:
                return Problems.Invalid($"{Problems.Shorten(bad.Message)} The addresses and their parameters are described in /openapi/v1.json.");
            case InvalidDataException:
                return Problems.Invalid("The form is broken or over a limit. Send multipart/form-data with one file in the field 'image'.");
            case var passing when ClusterFaults.ArePassing(passing):
                Unreachable(logger, context.Request.Method, RouteOf(context), exception);
                return Problems.Of(ClusterFaults.Unanswered);
            default:
                Failed(logger, context.Request.Method, RouteOf(context), exception);
                return Problems.Of(
                    ProblemTable.Internal, $"This is a fault of the gateway, not of the request. Its log tells more under the trace id '{context.TraceIdentifier}'.");
        }
    }

    // The route, not the path: that one holds whatever the caller put there, such as the id of a shopper.
    private static string RouteOf(HttpContext context) =>
        ((context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static string Explain(JsonException json)
    {
        var place = json.Path is { Length: > 0 } path ? Problems.Shorten(path) : "$";
        if (json.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return $"{place} is not a field of this request. Its fields are described in /openapi/v1.json.";
        }

        if (json.Message.Contains("could not be converted", StringComparison.Ordinal))
        {
            return $"{place} has a value of the wrong type. The fields and their types are described in /openapi/v1.json.";
        }

        if (json.Message.Contains("missing required", StringComparison.Ordinal))
        {
            return $"{place} lacks a required field. The fields are described in /openapi/v1.json.";
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"The body is not valid JSON near line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1} ({place}).");
    }
}
