using Cluster.FakeQdrant;
using Cluster.VectorIndex.Qdrant;
using Cluster.VectorIndex.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>The Qdrant adapter on a fake server of the newest version.</summary>
public class FakeQdrantHost : VectorIndexHost
{
    private FakeQdrantServer? _server;
    private QdrantVectorIndex? _index;

    protected virtual string Version => "1.19.0";

    public override IVectorIndex Index => _index!;

    public override async ValueTask InitializeAsync()
    {
        _server = await FakeQdrantServer.StartAsync(Version);
        _index = Open(_server.Address.ToString());
    }

    public override async ValueTask DisposeAsync()
    {
        _index!.Dispose();
        await _server!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An adapter whose answers can be compared exactly: originals as they are, every vector looked at, the suite's fields indexed.</summary>
    public static QdrantVectorIndex Open(string endpoint, Action<QdrantVectorIndexOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new QdrantVectorIndexOptions
        {
            Endpoint = endpoint,
            ExactSearch = true,
            PointsPerRequest = 64,
            Layout = new QdrantCollectionLayout
            {
                Originals = OriginalPrecision.Float32,
                Indexes = new Dictionary<string, PayloadIndexKind>
                {
                    ["colour"] = PayloadIndexKind.Keyword,
                    ["size"] = PayloadIndexKind.Integer,
                    ["even"] = PayloadIndexKind.Truth,
                    ["price"] = PayloadIndexKind.Number,
                    ["place"] = PayloadIndexKind.Geo,
                    ["title"] = PayloadIndexKind.Words,
                },
            },
        };
        configure?.Invoke(options);
        return new QdrantVectorIndex(options, NullLogger<QdrantVectorIndex>.Instance, time);
    }
}
