using Cluster.Domain.Access;
using Microsoft.AspNetCore.Builder;

namespace Cluster.Gateway.Access;

/// <summary>Every route says who may use it: <c>.Needs(AccessScope.Read)</c>, or <c>.IsOpenToAll()</c>.</summary>
internal static class AccessEndpointExtensions
{
    /// <summary>The route needs a key of this scope which, if it is limited to collections, reaches the one in the route.</summary>
    public static T Needs<T>(this T route, AccessScope scope)
        where T : IEndpointConventionBuilder => route.WithMetadata(new AccessRequirement(scope, AccessReach.Route));

    /// <summary>The route needs a key of this scope; its handler asks <see cref="Caller.RequireReach"/> about the collections concerned.</summary>
    public static T NeedsAndChecksReach<T>(this T route, AccessScope scope)
        where T : IEndpointConventionBuilder => route.WithMetadata(new AccessRequirement(scope, AccessReach.Handler));

    /// <summary>The route needs no key: it tells nothing about what the cluster holds.</summary>
    public static T IsOpenToAll<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new AccessRequirement(null, AccessReach.Handler));
}
