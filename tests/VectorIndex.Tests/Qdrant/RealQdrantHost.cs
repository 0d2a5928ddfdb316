using System.Globalization;
using Cluster.VectorIndex.Qdrant;
using Cluster.VectorIndex.Tests.Conformance;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>The Qdrant adapter on the server that QDRANT_URL names (key in QDRANT_API_KEY); its collections are dropped afterwards.</summary>
public sealed class RealQdrantHost : VectorIndexHost
{
    private static readonly string? Url = Environment.GetEnvironmentVariable("QDRANT_URL");
    private readonly string _prefix = "conformance-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
    private QdrantVectorIndex? _index;

    public override IVectorIndex Index
    {
        get
        {
            Assert.SkipWhen(_index is null, "needs a Qdrant server: set QDRANT_URL to its gRPC address, such as http://localhost:6334");
            return _index;
        }
    }

    protected override string NamePrefix => _prefix;

    public override ValueTask InitializeAsync()
    {
        _index = string.IsNullOrEmpty(Url)
            ? null
            : FakeQdrantHost.Open(Url, options =>
            {
                options.ApiKey = Environment.GetEnvironmentVariable("QDRANT_API_KEY") ?? "";
                options.AllowKeyOverPlainText = true;
            });
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_index is null)
        {
            return;
        }

        foreach (var collection in await _index.ListCollectionsAsync(CancellationToken.None))
        {
            if (collection.Name.Value.StartsWith(_prefix, StringComparison.Ordinal))
            {
                await _index.DropCollectionAsync(collection.Name, CancellationToken.None);
            }
        }

        _index.Dispose();
    }
}
