using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Architecture.Tests;

/// <summary>A setting that a page names is one that the code reads: <c>Section:Option</c> in backticks, where the section is one of ours.</summary>
public sealed partial class SettingsOfPagesTests
{
    [Fact]
    public void Every_setting_that_a_page_names_exists()
    {
        var options = Directory.GetFiles(RepositoryFolder.Path("src"), "*Options.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Where(static source => Section().IsMatch(source))
            .ToDictionary(static source => Section().Match(source).Groups[1].Value, static source => Option().Matches(source).Select(static match => match.Groups[1].Value).ToHashSet());
        var named = Directory.GetFiles(RepositoryFolder.Path("docs"), "*.md", SearchOption.AllDirectories).Append(RepositoryFolder.Path("README.md"))
            .SelectMany(static page => Named().Matches(File.ReadAllText(page)).Select(match => (Page: Path.GetFileName(page), Setting: match.Groups[1].Value))).ToList();
        Assert.True(named.Count > 40, $"hardly any setting was found: {named.Count}");
        Assert.Empty(named.Where(one => !Exists(options, one.Setting)).Select(static one => $"{one.Page}: {one.Setting}").Distinct());
    }

    private static bool Exists(Dictionary<string, HashSet<string>> options, string setting)
    {
        var parts = setting.Split(':');
        for (var length = parts.Length; length > 0; length--)
        {
            if (options.TryGetValue(string.Join(':', parts[..length]), out var known))
            {
                return length == parts.Length || known.Contains(parts[length]);
            }
        }

        // Another program's, or a part of a setting in a table of its section.
        return true;
    }

    [GeneratedRegex("const string Section = \"([^\"]+)\"")]
    private static partial Regex Section();

    [GeneratedRegex(@"public [^=;(\n]*?(\w+) \{ get")]
    private static partial Regex Option();

    [GeneratedRegex("`(?:--)?([A-Z][A-Za-z]+(?::[A-Za-z]+)+)[=`]")]
    private static partial Regex Named();
}
