using Cluster.TestSupport;

namespace Cluster.Corpora.Tests.AzureBlob;

/// <summary>A real Azurite for the whole test run. Skips where it is not installed.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private AzuriteProcess? _process;

    /// <summary>The connection string; skips the test where Azurite is not installed.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(_process is null, "needs Azurite: run tests/azurite/install.sh");
            return _process!.ConnectionString;
        }
    }

    public string Endpoint => _process!.Endpoint;

    public async ValueTask InitializeAsync() => _process = await AzuriteProcess.TryStartAsync();

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
