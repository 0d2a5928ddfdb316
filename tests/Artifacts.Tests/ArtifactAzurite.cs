using Cluster.Artifacts.Tests;
using Cluster.TestSupport;

[assembly: AssemblyFixture(typeof(ArtifactAzurite))]

namespace Cluster.Artifacts.Tests;

/// <summary>One Azurite for all tests of this assembly; null where it is not installed.</summary>
public sealed class ArtifactAzurite : IAsyncLifetime
{
    private AzuriteProcess? _process;

    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(_process is null, "needs Azurite: run tests/azurite/install.sh");
            return _process.ConnectionString;
        }
    }

    public async ValueTask InitializeAsync() => _process = await AzuriteProcess.TryStartAsync();

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
