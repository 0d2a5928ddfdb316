using System.Diagnostics;
using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Corpora.Tests.AzureBlob;

/// <summary>A real Azurite on a free port of loopback, in memory, for the whole test run. Skips where it is not installed.</summary>
public sealed partial class Azurite : IAsyncLifetime
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private Process? _process;
    private string _port = "";

    /// <summary>The connection string; skips the test where Azurite is not installed.</summary>
    public string ConnectionString
    {
        get
        {
            Assert.SkipWhen(_process is null, "needs Azurite: run tests/azurite/install.sh");
            return $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={Endpoint};";
        }
    }

    public string Endpoint => $"http://127.0.0.1:{_port}/devstoreaccount1";

    public async ValueTask InitializeAsync()
    {
        var main = RepositoryFolder.Path(".cache", "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        if (!File.Exists(main))
        {
            return;
        }

        _process = Process.Start(new ProcessStartInfo(
            "node", [main, "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _port = match.Groups[1].Value;
                _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }

        throw new InvalidOperationException("Azurite ended: " + await _process.StandardError.ReadToEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    [GeneratedRegex(@"successfully listens on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
