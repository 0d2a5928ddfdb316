using System.Diagnostics;
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

    [Theory]
    [InlineData("src/Standalone")]
    [InlineData("src/SiloHost")]
    [InlineData("src/GatewayHost")]
    public async Task Started_by_dotnet_run_it_works_in_the_folder_it_was_started_in(string project)
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var asked = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", RepositoryFolder.Path(project), "-getProperty:RunWorkingDirectory"])
        {
            WorkingDirectory = folder.Root, RedirectStandardOutput = true,
        })!;
        var answer = await asked.StandardOutput.ReadToEndAsync(token);
        await asked.WaitForExitAsync(token);
        Assert.Equal(folder.Root, answer.Trim());
    }
}
