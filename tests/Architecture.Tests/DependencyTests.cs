using System.Xml.Linq;
using Cluster.TestSupport;

namespace Cluster.Architecture.Tests;

public sealed class DependencyTests
{
    /// <summary>Who may reference whom: the table of docs/architecture.md.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Domain"] = [],
        ["Contracts"] = ["Domain"],
        ["Corpora"] = ["Domain"],
        ["Imaging"] = ["Domain"],
        ["VectorIndex"] = ["Domain"],
        ["Artifacts"] = ["Domain"],
        ["Encoders"] = ["Imaging", "Domain"],
        ["Pipeline"] = ["Corpora", "Encoders", "Imaging", "VectorIndex", "Domain"],
        ["Grains"] = ["Contracts", "Pipeline", "Corpora", "Encoders", "Imaging", "VectorIndex", "Artifacts", "Domain"],
        ["Silo"] = ["Grains", "Contracts", "Pipeline", "Corpora", "Encoders", "Imaging", "VectorIndex", "Artifacts", "Domain"],
        ["Gateway"] = ["Contracts", "VectorIndex", "Domain"],
        ["ServiceDefaults"] = [],

        // Only with -p:Aspire=true, and then as resources.
        ["AppHost"] = ["SiloHost", "GatewayHost"],
        ["Standalone"] = ["Silo", "Gateway", "ServiceDefaults", "Client", "Encoders", "VectorIndex", "Artifacts", "Domain", "SampleCatalogue"],
        ["Clustering"] = [],
        ["SiloHost"] = ["ServiceDefaults", "Clustering", "Silo", "Grains", "Encoders", "Corpora", "Artifacts", "VectorIndex", "Domain"],
        ["GatewayHost"] = ["ServiceDefaults", "Clustering", "Gateway", "VectorIndex"],
        ["Client"] = [],
        ["Cli"] = ["Client"],
    };

    public static TheoryData<string> Rooms() => [.. Directory.GetDirectories(RepositoryFolder.Path("src")).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_only_what_lies_below_it(string room)
    {
        Assert.True(Allowed.ContainsKey(room), $"src/{room} is not in the dependency table.");
        var project = XDocument.Load(RepositoryFolder.Path("src", room, $"{room}.csproj"));
        var references = project.Descendants("ProjectReference").Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Empty(references.Except(Allowed[room]));
    }

    [Fact]
    public void Only_the_silo_carries_a_native_onnx_runtime()
    {
        var carriers = Directory.GetFiles(RepositoryFolder.Path("src"), "*.csproj", SearchOption.AllDirectories)
            .Where(static path => XDocument.Load(path).Descendants("PackageReference").Any(static package =>
                package.Attribute("Include")!.Value is "Microsoft.ML.OnnxRuntime" or "Microsoft.ML.OnnxRuntime.Gpu"))
            .Select(static path => Path.GetFileNameWithoutExtension(path));
        Assert.Equal(["Silo"], carriers);
    }

    [Fact]
    public void Grains_do_no_work_on_pool_threads_themselves()
    {
        var grains = Directory.GetFiles(RepositoryFolder.Path("src", "Grains"), "*Grain.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(grains);
        Assert.All(grains, static path => Assert.DoesNotContain("Task.Run", File.ReadAllText(path), StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var files = new[] { "src", "tests", "tools" }
            .SelectMany(static folder => Directory.GetFiles(RepositoryFolder.Path(folder), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !path.Split('/').Intersect(["bin", "obj"]).Any());
        Assert.All(files, static path => Assert.True(File.ReadLines(path).Count() <= 400, path));
    }
}
