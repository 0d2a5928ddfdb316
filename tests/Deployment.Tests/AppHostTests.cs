using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Deployment.Tests;

/// <summary>
/// The app host, compiled against the real Aspire.Hosting (with stand-ins for the integrations of Qdrant and Azure Storage, tests/AspireStandIns) and asked
/// for the manifest of its topology.
/// </summary>
public sealed class AppHostTests
{
    private const int Silos = 3;

    [Fact]
    public async Task The_topology_that_Aspire_makes_of_it_hands_every_host_what_it_looks_for()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CLUSTER_SOAK") != "1", "set CLUSTER_SOAK=1: fetches Aspire's packages, which not every registry has; last result in docs/operations.md");
        using var folder = new TemporaryFolder();
        var project = RepositoryFolder.Path("src", "AppHost", "AppHost.csproj");
        string[] variant = ["-c", "Release", "-v", "quiet", "-p:Aspire=true", "-p:AspireStandIns=true"];
        var (code, output, error) = await Tool.RunAsync("dotnet", ["build", project, .. variant]);
        Assert.True(code == 0, output + error);
        var program = RepositoryFolder.Path("src", "AppHost", "bin", "aspire", "Release", "net10.0", "Cluster.AppHost.dll");
        var manifest = folder.Path("manifest.json");
        (code, output, error) = await Tool.RunAsync(
            "dotnet", program, "--operation", "publish", "--publisher", "manifest", "--output-path", manifest, $"--Topology:Silos={Silos}", "--Topology:GpuSilos=1");
        Assert.True(code == 0, output + error);

        var resources = JsonDocument.Parse(await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).RootElement.GetProperty("resources");
        string? Env(string resource, string name) => resources.GetProperty(resource).GetProperty("env").TryGetProperty(name, out var value) ? value.GetString() : null;
        string[] silos = [.. Enumerable.Range(0, Silos).Select(static number => $"silo-{number}")];
        Assert.All([.. silos, "gateway"], host =>
        {
            Assert.Equal("{redis.connectionString}", Env(host, "ConnectionStrings__redis"));
            Assert.Equal("{qdrant.connectionString}", Env(host, "ConnectionStrings__qdrant"));
            Assert.Equal("{blobs.connectionString}", Env(host, "ConnectionStrings__blobs"));
        });
        Assert.All(silos, silo => Assert.Equal("{model-folder.value}", Env(silo, "Encoders__ModelFolders__0")));
        Assert.Equal(silos, silos.Select(silo => Env(silo, "Cluster__SiloName")));

        // Each at ports of its own: all of them run on one machine.
        string[] ports = ["Cluster__SiloPort", "Cluster__ClientGatewayPort", "SiloHost__HealthPort"];
        Assert.Equal(Silos * ports.Length, silos.SelectMany(silo => ports.Select(port => Env(silo, port))).Distinct().Count());
        Assert.Equal(["16384", null, null], silos.Select(silo => Env(silo, "Encoders__Hosting__Devices__cuda:0")));
        Assert.Equal(["0", "", ""], silos.Select(silo => Env(silo, "CUDA_VISIBLE_DEVICES")));
        Assert.Equal("8080", Env("gateway", "GatewayHost__Port"));
        Assert.All(["redis", "qdrant", "storage-azurite"], part => Assert.NotEmpty(resources.GetProperty(part).GetProperty("volumes").EnumerateArray()));
    }
}
