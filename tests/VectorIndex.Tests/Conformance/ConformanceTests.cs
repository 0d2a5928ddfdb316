using Cluster.Domain.Outcomes;

namespace Cluster.VectorIndex.Tests.Conformance;

/// <summary>What the parts of the suite have in common.</summary>
public abstract class ConformanceTests(VectorIndexHost host)
{
    protected VectorIndexHost Host => host;

    protected IVectorIndex Index => host.Index;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static async Task FailsAsync(FailureKind kind, Func<Task> action)
    {
        var failure = await Assert.ThrowsAsync<FailureException>(action);
        Assert.Equal(kind, failure.Failure.Kind);
        Assert.NotEmpty(failure.Failure.Detail);
    }

    /// <summary>An engine may bring a vector to unit length once more, which changes last bits.</summary>
    protected static void AssertSame(ReadOnlyMemory<float> expected, ReadOnlyMemory<float>? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Length, actual.Value.Length);
        Assert.All(expected.ToArray().Zip(actual.Value.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }
}
