using System.Diagnostics;
using System.IO.Compression;
using Cluster.TestSupport;

namespace Cluster.Client.Tests;

public sealed class PackageTests
{
    [Fact]
    public void The_example_of_the_readme_is_code_that_compiles()
    {
        var readme = File.ReadAllText(RepositoryFolder.Path("src", "Client", "README.md"));
        var shown = readme.Split("```csharp\n")[1].Split("```")[0];
        var compiled = Words(File.ReadAllText(RepositoryFolder.Path("tests", "Client.Tests", "ShopExample.cs")));
        foreach (var part in shown.Split("\n\n").Select(static part => string.Join('\n', part.Split('\n').Where(static line => !line.StartsWith("//", StringComparison.Ordinal)))))
        {
            Assert.Contains(Words(part), compiled, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_client_packs_with_its_readme_and_depends_on_nothing_of_the_cluster()
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", ["pack", RepositoryFolder.Path("src", "Client", "Client.csproj"), "-c", "Release", "--no-build", "-o", folder.Root, "-v", "quiet"]) { RedirectStandardOutput = true };
        using var pack = Process.Start(start)!;
        var said = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.True(pack.ExitCode == 0, said);
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.Root, "Cluster.Client.*.nupkg")));
        Assert.Contains(package.Entries, static entry => entry.FullName == "README.md");
        Assert.Contains(package.Entries, static entry => entry.FullName == "lib/net10.0/Cluster.Client.dll");
        Assert.Contains(package.Entries, static entry => entry.FullName == "lib/net10.0/Cluster.Client.xml");
        using var reader = new StreamReader(package.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        var specification = await reader.ReadToEndAsync();
        Assert.DoesNotContain("dependency id=\"Cluster.", specification, StringComparison.Ordinal);
    }

    private static string Words(string code) => string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
