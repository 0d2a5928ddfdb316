using System.Text.Json;
using System.Xml.Linq;
using Cluster.TestSupport;

namespace Cluster.Architecture.Tests;

/// <summary>Every project's packages are locked, with their hashes, at the versions that Directory.Packages.props pins.</summary>
public sealed class LockFileTests
{
    [Fact]
    public void Every_project_has_a_lock_file_that_holds_the_pinned_versions_with_their_hashes()
    {
        var packages = XDocument.Load(RepositoryFolder.Path("Directory.Packages.props"));
        var properties = packages.Descendants("PropertyGroup").Elements().ToDictionary(static property => $"$({property.Name.LocalName})", static property => property.Value);
        var pins = packages.Descendants("PackageVersion").ToDictionary(
            static pin => pin.Attribute("Include")!.Value,
            pin => properties.GetValueOrDefault(pin.Attribute("Version")!.Value, pin.Attribute("Version")!.Value),
            StringComparer.OrdinalIgnoreCase);
        var projects = new[] { "src", "tests", "bench", "tools" }
            .SelectMany(static folder => Directory.GetFiles(RepositoryFolder.Path(folder), "*.csproj", SearchOption.AllDirectories)).ToList();
        Assert.NotEmpty(projects);
        List<string> faults = [];
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var file = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
            if (!File.Exists(file))
            {
                faults.Add($"{name} has no packages.lock.json: dotnet restore writes it");
                continue;
            }

            var locked = JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(static framework => framework.Value.EnumerateObject())
                .ToDictionary(static package => package.Name, static package => package.Value, StringComparer.OrdinalIgnoreCase);
            foreach (var (package, entry) in locked.Where(static entry => entry.Value.GetProperty("type").GetString() != "Project"))
            {
                var version = entry.GetProperty("resolved").GetString()!;
                if (pins.TryGetValue(package, out var pin) && pin != version)
                {
                    faults.Add($"{name} locks {package} {version}, pinned is {pin}: dotnet restore mends it");
                }

                if (entry.GetProperty("contentHash").GetString() is not { Length: 88 })
                {
                    faults.Add($"{name} locks {package} without its SHA-512");
                }
            }

            var missing = XDocument.Load(project).Descendants("PackageReference").Where(static reference => !IsConditional(reference))
                .Select(static reference => reference.Attribute("Include")!.Value).Where(package => !locked.ContainsKey(package));
            faults.AddRange(missing.Select(package => $"{name} refers to {package}, which is not locked: dotnet restore mends it"));
        }

        Assert.Empty(faults);
    }

    private static bool IsConditional(XElement reference) => reference.Attribute("Condition") is not null || reference.Parent!.Attribute("Condition") is not null;
}
