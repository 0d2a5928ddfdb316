using Cluster.VectorIndex.Health;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Gateway.Health;

/// <summary>Adds what a gateway looks at.</summary>
public static class IndexHealthChecksBuilderExtensions
{
    /// <summary>Adds <see cref="IndexHealth"/> under the name <c>index</c>.</summary>
    public static IHealthChecksBuilder AddIndexHealth(this IHealthChecksBuilder checks) => checks.AddCheck<IndexHealth>("index");
}
