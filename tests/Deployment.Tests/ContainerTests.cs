using Cluster.TestSupport;
using YamlDotNet.RepresentationModel;

namespace Cluster.Deployment.Tests;

public sealed class ContainerTests
{
    [Theory]
    [InlineData("Silo.Dockerfile", "SiloHost")]
    [InlineData("Gateway.Dockerfile", "GatewayHost")]
    public void An_image_runs_its_host_without_root_on_a_base_without_a_shell(string file, string project)
    {
        var lines = File.ReadAllLines(RepositoryFolder.Path("infra", "docker", file));
        Assert.Contains(lines, static line => line.StartsWith("ARG BASE=", StringComparison.Ordinal) && line.EndsWith("-chiseled", StringComparison.Ordinal));
        var last = lines.Skip(Array.FindLastIndex(lines, static line => line.StartsWith("FROM ", StringComparison.Ordinal))).ToList();
        Assert.Contains("USER 1654:1654", last);
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"Cluster.{project}.dll\"]", last);
        Assert.Contains(lines, line => line.Contains($"src/{project}/{project}.csproj", StringComparison.Ordinal));
        Assert.SkipUnless(Directory.Exists(RepositoryFolder.Path("src", project)), $"src/{project} is not in this checkout");
        Assert.True(File.Exists(RepositoryFolder.Path("src", project, $"{project}.csproj")), $"src/{project} is gone");
    }

    [Fact]
    public void Compose_publishes_on_loopback_alone_and_asks_for_secrets()
    {
        using var reader = new StreamReader(RepositoryFolder.Path("infra", "compose", "compose.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var services = (YamlMappingNode)yaml.Documents[0].RootNode["services"];
        foreach (var (name, service) in services.Children)
        {
            var children = ((YamlMappingNode)service).Children;
            if (children.TryGetValue("ports", out var ports))
            {
                Assert.All((YamlSequenceNode)ports, port => Assert.StartsWith("127.0.0.1:", port.ToString(), StringComparison.Ordinal));
            }

            Assert.False(children.ContainsKey("privileged"), $"{name}");
            Assert.True(children.ContainsKey("image"), $"{name}");
            Assert.DoesNotContain(":latest", children["image"].ToString(), StringComparison.Ordinal);
        }

        var text = File.ReadAllText(RepositoryFolder.Path("infra", "compose", "compose.yaml"));
        Assert.Contains("${REDIS_PASSWORD:?", text, StringComparison.Ordinal);
        Assert.Contains("${QDRANT_KEY:?", text, StringComparison.Ordinal);
    }
}
