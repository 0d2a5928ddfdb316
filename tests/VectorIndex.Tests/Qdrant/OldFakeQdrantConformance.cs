using Cluster.VectorIndex.Tests.Conformance;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>The conformance suite on <see cref="OldFakeQdrantHost"/>.</summary>
public static class OldFakeQdrantConformance
{
    public sealed class Collections(OldFakeQdrantHost host) : CollectionConformance(host), IClassFixture<OldFakeQdrantHost>;

    public sealed class Writes(OldFakeQdrantHost host) : WriteConformance(host), IClassFixture<OldFakeQdrantHost>;

    public sealed class Filters(OldFakeQdrantHost host) : FilterConformance(host), IClassFixture<OldFakeQdrantHost>;

    public sealed class Scores(OldFakeQdrantHost host) : ScoreConformance(host), IClassFixture<OldFakeQdrantHost>;
}
