using Cluster.VectorIndex.Tests.Conformance;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>The conformance suite on <see cref="FakeQdrantHost"/>.</summary>
public static class FakeQdrantConformance
{
    public sealed class Collections(FakeQdrantHost host) : CollectionConformance(host), IClassFixture<FakeQdrantHost>;

    public sealed class Writes(FakeQdrantHost host) : WriteConformance(host), IClassFixture<FakeQdrantHost>;

    public sealed class Filters(FakeQdrantHost host) : FilterConformance(host), IClassFixture<FakeQdrantHost>;

    public sealed class Scores(FakeQdrantHost host) : ScoreConformance(host), IClassFixture<FakeQdrantHost>;
}
