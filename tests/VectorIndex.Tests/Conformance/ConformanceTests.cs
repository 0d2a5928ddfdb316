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
}
