namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>The Qdrant adapter on a fake server that answers in the old shape and keeps no metadata.</summary>
public sealed class OldFakeQdrantHost : FakeQdrantHost
{
    protected override string Version => "1.14.1";
}
