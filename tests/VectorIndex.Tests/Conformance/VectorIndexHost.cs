using Cluster.Domain.Identity;

namespace Cluster.VectorIndex.Tests.Conformance;

/// <summary>An index to run the conformance suite on. One lives as long as a test class; every test makes a collection of its own.</summary>
public abstract class VectorIndexHost : IAsyncLifetime
{
    private int _collections;

    /// <summary>The index; skips the test where there is none to run on.</summary>
    public abstract IVectorIndex Index { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>A name that no other test uses.</summary>
    public CollectionName NewName() => new($"{NamePrefix}-{Interlocked.Increment(ref _collections)}");

    /// <summary>What the names begin with.</summary>
    protected virtual string NamePrefix => "conformance";

    /// <summary>A new collection of <paramref name="dimension"/>.</summary>
    public async Task<CollectionName> NewCollectionAsync(int dimension)
    {
        var name = NewName();
        await Index.CreateCollectionAsync(new CollectionSpec(name, TestPoints.Space, dimension), TestContext.Current.CancellationToken);
        return name;
    }

    /// <summary>A new collection that holds <paramref name="points"/>.</summary>
    public async Task<CollectionName> NewCollectionAsync(PointBatch points)
    {
        var name = await NewCollectionAsync(points.Vectors.Length / points.Ids.Count);
        await Index.UpsertAsync(name, points, TestContext.Current.CancellationToken);
        return name;
    }
}
