using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Deployment.Tests;

/// <summary>The bill of materials names what is shipped, all of it, and the audit fails on a weakness.</summary>
public sealed class SupplyChainTests
{
    /// <summary>As the SDK wrote it of a package source that knows of a weakness.</summary>
    private const string Weak = """
        {
          "version": 1,
          "parameters": "--vulnerable --include-transitive",
          "sources": [
            "https://packages.example/index.json"
          ],
          "projects": [
            {
              "path": "/src/Weak/Weak.csproj",
              "frameworks": [
                {
                  "framework": "net10.0",
                  "topLevelPackages": [
                    {
                      "id": "Newtonsoft.Json",
                      "requestedVersion": "12.0.1",
                      "resolvedVersion": "12.0.1",
                      "vulnerabilities": [
                        {
                          "severity": "High",
                          "advisoryurl": "https://advisories.example/newtonsoft"
                        }
                      ]
                    }
                  ]
                }
              ]
            }
          ]
        }
        """;

    /// <summary>As the SDK wrote it where nothing is known.</summary>
    private const string Well = """
        {
          "version": 1,
          "parameters": "--vulnerable --include-transitive",
          "sources": [
            "https://packages.example/index.json"
          ],
          "projects": [
            {
              "path": "/src/Cli/Cli.csproj"
            }
          ]
        }
        """;

    private static readonly string[] Programs = ["Standalone", "SiloHost", "GatewayHost", "Cli"];

    [Fact]
    public async Task The_bill_of_materials_has_every_package_of_the_lock_files_with_version_hash_and_licence()
    {
        Assert.SkipUnless(Tool.Find("python3") is not null && Tool.Find("bash") is not null, "needs bash and python3");
        Assert.SkipUnless(Programs.All(static program => File.Exists(RepositoryFolder.Path("src", program, "obj", "project.assets.json"))), "what is shipped has not been restored");
        Assert.SkipUnless((await Tool.RunAsync("dotnet", "tool", "restore")).ExitCode == 0, "the tool cyclonedx cannot be restored here");
        using var folder = new TemporaryFolder();
        var (code, output, error) = await Tool.RunAsync("bash", RepositoryFolder.Path("tools", "supply-chain", "sbom.sh"), folder.Root);
        Assert.True(code == 0, output + error);
        foreach (var program in Programs)
        {
            using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Path($"{program}.cdx.json"), TestContext.Current.CancellationToken));
            var root = bill.RootElement;
            Assert.Equal(("CycloneDX", 1), (root.GetProperty("bomFormat").GetString(), root.GetProperty("version").GetInt32()));
            Assert.Matches("^1\\.[4-9]$", root.GetProperty("specVersion").GetString());
            Assert.Matches("^urn:uuid:[0-9a-f-]{36}$", root.GetProperty("serialNumber").GetString());
            Assert.Equal(program, root.GetProperty("metadata").GetProperty("component").GetProperty("name").GetString());
            var components = root.GetProperty("components").EnumerateArray().ToList();
            Assert.Equal(components.Count, components.Select(static component => component.GetProperty("bom-ref").GetString()).Distinct().Count());
            Assert.All(components, static component =>
            {
                var (name, version) = NameOf(component);
                Assert.Equal($"pkg:nuget/{name}@{version}", component.GetProperty("purl").GetString());
                Assert.NotEmpty(component.GetProperty("hashes").EnumerateArray());
                Assert.True(HasLicence(component), $"{name} {version} has no licence");
            });
            Assert.Equal(Locked(program), components.Select(NameOf).Order());
        }
    }

    [Theory]
    [InlineData(Weak, 1, "Newtonsoft.Json")]
    [InlineData(Well, 0, "no known weakness")]
    [InlineData("error: the source does not answer", 2, "could not run")]
    [InlineData("""{ "version": 1, "problems": [ { "level": "error", "text": "No assets file was found." } ], "projects": [] }""", 2, "could not run")]
    public async Task The_audit_fails_on_a_report_with_a_weakness_and_on_one_that_is_none(string report, int expected, string said)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Path("report.json"), report, TestContext.Current.CancellationToken);
        var (code, output, error) = await AuditAsync(folder.Path("report.json"));
        Assert.True(code == expected, output + error);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weakness_that_is_not_the_first_or_lies_deep_is_found_with_where_to_read_of_it()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Path("well.json"), Well, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.Path("deep.json"), Weak.Replace("topLevelPackages", "transitivePackages", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var (code, output, _) = await AuditAsync(folder.Path("deep.json"), folder.Path("well.json"));
        Assert.Equal(1, code);
        Assert.Contains("https://advisories.example/newtonsoft", output, StringComparison.Ordinal);
        Assert.Contains("High", output, StringComparison.Ordinal);
        Assert.Contains("well.json: no known weakness", output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Error)> AuditAsync(params string[] reports) =>
        Tool.RunAsync("bash", [RepositoryFolder.Path("tools", "supply-chain", "audit.sh"), .. reports]);

    private static (string Name, string Version) NameOf(JsonElement component) => (component.GetProperty("name").GetString()!, component.GetProperty("version").GetString()!);

    private static bool HasLicence(JsonElement component) => component.TryGetProperty("licenses", out var licences) && licences.GetArrayLength() > 0
        && licences.EnumerateArray().All(static licence => licence.TryGetProperty("expression", out _)
            || (licence.GetProperty("license") is var one && (one.TryGetProperty("id", out _) || one.TryGetProperty("name", out _))));

    private static IEnumerable<(string Name, string Version)> Locked(string program)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.Path("src", program, "packages.lock.json")));
        return [.. file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(static framework => framework.Value.EnumerateObject())
            .Where(static package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(static package => (package.Name, package.Value.GetProperty("resolved").GetString()!)).Distinct().Order()];
    }
}
