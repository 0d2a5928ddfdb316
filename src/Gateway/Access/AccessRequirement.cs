using Cluster.Domain.Access;

namespace Cluster.Gateway.Access;

/// <summary>What a route asks of its caller. A route without one is refused to everybody but an administrator.</summary>
/// <param name="Scope">The least scope; null for a route that is open to all.</param>
/// <param name="Reach">What a key that is limited to some collections may do here.</param>
internal sealed record AccessRequirement(AccessScope? Scope, AccessReach Reach);
