using System.Text.Json;
using System.Xml.Linq;
using Cluster.TestSupport;

namespace Cluster.Architecture.Tests;

/// <summary>What is shipped may be shipped: every package that a host or the command line restores, direct or not, is under a licence that is known.</summary>
public sealed class LicenceTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "0BSD", "PostgreSQL"];

    /// <summary>Packages whose own words had to be read; docs/supply-chain.md says what they are.</summary>
    private static readonly string[] Read =
        ["NetVips.Native", "Apache.Arrow", "K4os.Compression.LZ4", "Microsoft.ML.OnnxRuntime", "System.Security.Cryptography.ProtectedData"];

    public static TheoryData<string> Shipped() =>
        [.. new[] { "Standalone", "SiloHost", "GatewayHost", "Cli" }.Where(static project => Directory.Exists(RepositoryFolder.Path("src", project)))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_package_that_is_shipped_has_a_known_licence(string project)
    {
        var file = RepositoryFolder.Path("src", project, "obj", "project.assets.json");
        Assert.SkipUnless(File.Exists(file), $"src/{project} has not been restored");
        using var assets = JsonDocument.Parse(File.ReadAllText(file));
        var folder = assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
        var packages = assets.RootElement.GetProperty("libraries").EnumerateObject().Where(static library => library.Value.GetProperty("type").GetString() == "package").ToList();
        Assert.NotEmpty(packages);
        var unknown = packages
            .Select(package => (package.Name, Licence: LicenceOf(Path.Combine(folder, package.Value.GetProperty("path").GetString()!))))
            .Where(static package => !IsKnown(package.Name.Split('/')[0], package.Licence))
            .Select(static package => $"{package.Name} is under '{package.Licence}': read it, and if it may be shipped add it to docs/supply-chain.md and to this test");
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_packages_that_had_to_be_read_are_explained()
    {
        var page = File.ReadAllText(RepositoryFolder.Path("docs", "supply-chain.md"));
        Assert.All(Read, name => Assert.Contains($"`{name}", page, StringComparison.Ordinal));
    }

    private static bool IsKnown(string name, string licence) =>
        licence.Split(" OR ").Any(static choice => Allowed.Contains(choice))
        || Array.Exists(Read, known => name == known || name.StartsWith(known + ".", StringComparison.Ordinal));

    private static string LicenceOf(string package)
    {
        var nuspec = XDocument.Load(Directory.GetFiles(package, "*.nuspec").Single());
        var metadata = nuspec.Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(static element => element.Name.LocalName == "license");
        var url = metadata.Elements().FirstOrDefault(static element => element.Name.LocalName == "licenseUrl")?.Value ?? "";
        return licence?.Attribute("type")?.Value == "expression" ? licence.Value
            : url.Contains("go.microsoft.com", StringComparison.Ordinal) || url.Contains("dotnet/", StringComparison.Ordinal) ? "MIT"
            : licence is not null ? $"the file {licence.Value} of the package" : url;
    }
}
