using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Deployment.Tests;

/// <summary>What deployment files and the app host tell the hosts, the hosts know: connection strings by the shared names, settings by their options.</summary>
public sealed partial class HostSettingsTests
{
    private static readonly string[] Files =
    [
        "infra/compose/compose.yaml", "infra/docker/Silo.Dockerfile", "infra/docker/Gateway.Dockerfile", "infra/kubernetes/base/settings.yaml",
        "infra/kubernetes/base/silos.yaml", "infra/kubernetes/base/gateway.yaml", "infra/kubernetes/gpu/silos-gpu.yaml",
        "src/AppHost/Topology/SiloResources.cs", "src/AppHost/Topology/GatewayResource.cs",
    ];

    public static TheoryData<string> All() => [.. Files];

    [Theory]
    [MemberData(nameof(All))]
    public void Settings_that_are_handed_to_hosts_exist(string file)
    {
        var text = File.ReadAllText(RepositoryFolder.Path(file.Split('/')));
        Assert.All(SettingName().Matches(text).Select(static match => match.Value.TrimEnd(':')).Distinct(), name =>
        {
            var parts = name.Split("__");
            if (parts[0] == "ConnectionStrings")
            {
                Assert.Contains($"\"{parts[1]}\"", File.ReadAllText(RepositoryFolder.Path("src", "Clustering", "ConnectionNames.cs")), StringComparison.Ordinal);
                return;
            }

            // Cluster__Tls__KeyFile: the options of section Cluster, or of a record in it, have a KeyFile.
            var property = parts.Last(static part => !int.TryParse(part, out _) && !part.Contains(':', StringComparison.Ordinal));
            Assert.True(OptionFiles().Any(options => Regex.IsMatch(options, $@"\b{property} {{ get; (init|set); }}")), $"{file}: {name} is no setting of any host");
        });
    }

    [Fact]
    public void The_app_host_names_what_the_hosts_look_for_by_the_same_file()
    {
        var project = File.ReadAllText(RepositoryFolder.Path("src", "AppHost", "AppHost.csproj"));
        Assert.Contains("../Clustering/ConnectionNames.cs", project, StringComparison.Ordinal);
        var topology = Directory.GetFiles(RepositoryFolder.Path("src", "AppHost", "Topology"), "*.cs").Select(File.ReadAllText).ToList();
        Assert.Contains(topology, static text => text.Contains("AddRedis(ConnectionNames.Redis)", StringComparison.Ordinal));
        Assert.Contains(topology, static text => text.Contains("AddQdrant(ConnectionNames.Qdrant)", StringComparison.Ordinal));
        Assert.Contains(topology, static text => text.Contains("AddBlobs(ConnectionNames.Blobs)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_Aspire_the_app_host_says_how_to_start_a_cluster()
    {
        var program = RepositoryFolder.Path("src", "AppHost", "bin", "Release", "net10.0", "Cluster.AppHost.dll");
        Assert.SkipUnless(File.Exists(program), "needs src/AppHost built for Release, as ./test.sh does");
        var (code, _, error) = await Tool.RunAsync("dotnet", program);
        Assert.Equal(1, code);
        Assert.Contains("-p:Aspire=true", error, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Standalone -c Release", error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> OptionFiles() =>
        Directory.GetFiles(RepositoryFolder.Path("src"), "*Options.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

    [GeneratedRegex(@"\b(Cluster|SiloHost|GatewayHost|Gateway|Encoders|Artifacts|ConnectionStrings|Pipeline)__[A-Za-z0-9_:]+")]
    private static partial Regex SettingName();
}
