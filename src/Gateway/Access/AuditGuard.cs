using Cluster.Domain.Access;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Access;

/// <summary>Has every request noted whose route needs more than reading, whatever became of it.</summary>
internal sealed class AuditGuard(RequestDelegate next, AuditTrail trail)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<AccessRequirement>()?.Scope >= AccessScope.Write && !HttpMethods.IsGet(context.Request.Method)
            ? NotedAsync(context, endpoint)
            : next(context);

    private Task NotedAsync(HttpContext context, Endpoint endpoint)
    {
        // When the answer is complete, its status is the one that was sent, also where a fault became a problem document further out.
        context.Response.OnCompleted(() =>
        {
            trail.Note(context, endpoint);
            return Task.CompletedTask;
        });
        return next(context);
    }
}
