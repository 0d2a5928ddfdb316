using Cluster.VectorIndex.Tests.Conformance;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>The conformance suite on <see cref="RealQdrantHost"/>.</summary>
public static class RealQdrantConformance
{
    public sealed class Collections(RealQdrantHost host) : CollectionConformance(host), IClassFixture<RealQdrantHost>;

    public sealed class Writes(RealQdrantHost host) : WriteConformance(host), IClassFixture<RealQdrantHost>;

    public sealed class Filters(RealQdrantHost host) : FilterConformance(host), IClassFixture<RealQdrantHost>;

    public sealed class Scores(RealQdrantHost host) : ScoreConformance(host), IClassFixture<RealQdrantHost>;
}
