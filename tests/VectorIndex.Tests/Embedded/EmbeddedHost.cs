using Cluster.TestSupport;
using Cluster.VectorIndex.Embedded;
using Cluster.VectorIndex.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.VectorIndex.Tests.Embedded;

/// <summary>The embedded index on a file of its own.</summary>
public sealed class EmbeddedHost : VectorIndexHost
{
    private readonly TemporaryFolder _folder = new();
    private EmbeddedVectorIndex? _index;

    public override IVectorIndex Index => _index!;

    public static EmbeddedVectorIndex Open(string path, Action<EmbeddedVectorIndexOptions>? configure = null)
    {
        var options = new EmbeddedVectorIndexOptions { Path = path };
        configure?.Invoke(options);
        return new EmbeddedVectorIndex(options, NullLogger<EmbeddedVectorIndex>.Instance);
    }

    public override ValueTask InitializeAsync()
    {
        _index = Open(_folder.Path("vectors.db"));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _index!.DisposeAsync();
        _folder.Dispose();
    }
}
