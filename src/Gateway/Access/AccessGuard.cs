using System.Net;
using Cluster.Domain.Access;
using Cluster.Gateway.Failures;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Access;

/// <summary>
/// Lets a request pass that its route's <see cref="AccessRequirement"/> allows. 1. A route open to all passes. 2. Where no keys are required, loopback
/// passes and nothing else. 3. The key is found. 4. Its scope is enough. 5. It reaches the collection in the route.
/// </summary>
internal sealed class AccessGuard(RequestDelegate next, KeyDirectory keys, IOptions<AccessOptions> options)
{
    private static readonly AccessRequirement Strictest = new(AccessScope.Admin, AccessReach.Route);

    // Routing answers with an endpoint of its own where only method or content type are wrong.
    private static readonly AccessRequirement AnyKey = new(AccessScope.Read, AccessReach.Handler);

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            await next(context);
            return;
        }

        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            // Routes of the host itself, such as its health.
            await next(context);
            return;
        }

        var requirement = endpoint.Metadata.GetMetadata<AccessRequirement>() ?? (endpoint is RouteEndpoint ? Strictest : AnyKey);
        await (await RefusalAsync(context, requirement) is { } refusal ? refusal.ExecuteAsync(context) : next(context));
    }

    private async ValueTask<IResult?> RefusalAsync(HttpContext context, AccessRequirement requirement)
    {
        // :: 1.
        if (requirement.Scope is not { } scope)
        {
            return null;
        }

        // :: 2.
        if (!options.Value.RequireKeys)
        {
            return context.Connection.LocalIpAddress is { } address && !IPAddress.IsLoopback(address) ? Problems.NoKeysHere() : null;
        }

        // :: 3.
        if (ShownBy(context.Request) is not { } text || await keys.FindAsync(text, context.RequestAborted) is not { } key)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.KeyNeeded();
        }

        var caller = new Caller(key);
        context.Features.Set(caller);

        // :: 4.
        if (!caller.Has(scope))
        {
            return Problems.ScopeTooSmall(key, scope);
        }

        // :: 5.
        return requirement.Reach == AccessReach.Handler || caller.ReachesAll ? null
            : context.Request.RouteValues.TryGetValue("collection", out var value) && value is string collection
                ? caller.Reaches(collection) ? null : Problems.OutOfReach(key, collection)
                : Problems.OutOfReach(key, collection: null);
    }

    private static string? ShownBy(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim()
            : request.Headers.TryGetValue("X-Api-Key", out var key) ? key.ToString()
            : null;
    }
}
