using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task A_cluster_says_where_it_listens_and_where_its_data_lies()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));

        // Told once it serves, which who asks it may notice a moment before.
        var said = $"Page and REST at {cluster.Http.BaseAddress!.AbsoluteUri.TrimEnd('/')}, data in {data.Root}.";
        while (!cluster.Log.Contains(said, StringComparison.Ordinal))
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
