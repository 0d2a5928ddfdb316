using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Cluster.TestSupport;

/// <summary>A real Azurite, the emulator of Azure Storage, on a free port of loopback and in memory.</summary>
public sealed partial class AzuriteProcess : IAsyncDisposable
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;

    private AzuriteProcess(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The port of its blob service.</summary>
    public int Port { get; }

    /// <summary>The blob endpoint of its one account.</summary>
    public string Endpoint => EndpointAt(Port);

    /// <summary>The connection string of that account.</summary>
    public string ConnectionString => ConnectionStringAt(Port);

    /// <summary>The account's endpoint as seen through another port, behind which something passes requests on.</summary>
    public static string EndpointAt(int port) => $"http://127.0.0.1:{port}/devstoreaccount1";

    /// <summary>The account's connection string through another port.</summary>
    public static string ConnectionStringAt(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={EndpointAt(port)};";

    /// <summary>Starts one; null where it is not installed.</summary>
    public static async Task<AzuriteProcess?> TryStartAsync()
    {
        var main = RepositoryFolder.Path(".cache", "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js");
        if (!File.Exists(main))
        {
            return null;
        }

        var process = Process.Start(new ProcessStartInfo(
            "node", [main, "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new AzuriteProcess(process, int.Parse(match.Groups[1].Value));
            }
        }

        throw new InvalidOperationException("Azurite ended: " + await process.StandardError.ReadToEndAsync());
    }

    /// <summary>Starts one; skips the test where it is not installed.</summary>
    public static async Task<AzuriteProcess> StartAsync()
    {
        var azurite = await TryStartAsync();
        Assert.SkipWhen(azurite is null, "needs Azurite: run tests/azurite/install.sh");
        return azurite!;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"successfully listens on http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
