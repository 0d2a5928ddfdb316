using Cluster.Domain.Outcomes;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Limits;

/// <summary>
/// Before a body is read: turns a request away that the <see cref="LoadGate"/> would turn away after, and keeps the bodies being read at once within
/// <see cref="GatewayOptions.MaxBodyBytesAtOnce"/>.
/// </summary>
internal sealed class LoadGuard(LoadGate gate, IOptions<GatewayOptions> options) : IMiddleware
{
    private static readonly Failure Full = new(FailureKind.Overloaded, "More is asked than the gateway can answer now. Ask again in a second.");
    private static readonly Failure TooManyBodies = new(FailureKind.Overloaded, "More large bodies are being sent than the gateway can hold now. Send again in a second.");

    private readonly long _most = options.Value.MaxBodyBytesAtOnce;
    private long _announced;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GatedAttribute>() is null)
        {
            await next(context);
            return;
        }

        if (gate.IsFull)
        {
            await Problems.Of(Full).ExecuteAsync(context);
            return;
        }

        var bytes = BytesOf(context);
        try
        {
            await (Interlocked.Add(ref _announced, bytes) > _most && bytes > 0 ? Problems.Of(TooManyBodies).ExecuteAsync(context) : next(context));
        }
        finally
        {
            Interlocked.Add(ref _announced, -bytes);
        }
    }

    // A body that does not say how long it is may be as long as the route takes.
    private static long BytesOf(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true)
        {
            return 0;
        }

        var most = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
        return Math.Min(context.Request.ContentLength ?? most, most);
    }
}
