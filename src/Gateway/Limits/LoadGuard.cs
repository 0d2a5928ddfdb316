using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Before a body is read: turns a request away while there is <see cref="Congestion"/>, or that the <see cref="LoadGate"/> would turn away after, and keeps the
/// bodies being read at once within <see cref="GatewayOptions.MaxBodyBytesAtOnce"/>: by the length they announce or, where they announce none, by what has come
/// of them.
/// </summary>
internal sealed class LoadGuard(LoadGate gate, Congestion congestion, IOptions<GatewayOptions> options) : IMiddleware
{
    private static readonly Failure TooManyBodies = new(FailureKind.Overloaded, "More large bodies are being sent than the gateway can hold now. Send again in a second.");

    private readonly BodyBudget _budget = new(options.Value.MaxBodyBytesAtOnce);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GatedAttribute>() is null)
        {
            await next(context);
            return;
        }

        if (congestion.Turns() || gate.IsFull)
        {
            await Problems.Of(LoadGate.Full).ExecuteAsync(context);
            return;
        }

        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true)
        {
            await next(context);
            return;
        }

        using var share = _budget.Share();
        if (context.Request.ContentLength is { } announced)
        {
            // More than the route takes is refused by the server as it is read.
            var most = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? announced;
            if (!share.TryAdd(Math.Min(announced, most)))
            {
                await Problems.Of(TooManyBodies).ExecuteAsync(context);
                return;
            }
        }
        else
        {
            context.Request.Body = new CountedBody(context.Request.Body, share, TooManyBodies);
        }

        await next(context);
    }
}
