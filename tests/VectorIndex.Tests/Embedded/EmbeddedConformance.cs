using Cluster.VectorIndex.Tests.Conformance;

namespace Cluster.VectorIndex.Tests.Embedded;

/// <summary>The conformance suite on the embedded index.</summary>
public static class EmbeddedConformance
{
    public sealed class Collections(EmbeddedHost host) : CollectionConformance(host), IClassFixture<EmbeddedHost>;

    public sealed class Writes(EmbeddedHost host) : WriteConformance(host), IClassFixture<EmbeddedHost>;

    public sealed class Filters(EmbeddedHost host) : FilterConformance(host), IClassFixture<EmbeddedHost>;

    public sealed class Scores(EmbeddedHost host) : ScoreConformance(host), IClassFixture<EmbeddedHost>;
}
