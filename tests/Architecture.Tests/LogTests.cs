using System.Text.RegularExpressions;
using Cluster.TestSupport;

namespace Cluster.Architecture.Tests;

/// <summary>Logs are templates with named values. An event's id is made by the generator from its name, so it stays while the name does.</summary>
public sealed partial class LogTests
{
    private static readonly string[] Always = ["Information", "Warning", "Error", "Critical"];

    [Fact]
    public void Every_line_is_logged_by_a_template_of_its_own()
    {
        var direct = Sources().Where(static source => DirectCall().IsMatch(source.Text)).Select(static source => source.Name);
        Assert.Empty(direct);
    }

    [Fact]
    public void Nothing_that_is_logged_always_names_an_image_or_what_was_asked()
    {
        var templates = Sources().SelectMany(static source => Template().Matches(source.Text).Select(match => (source.Name, Level: match.Groups[1].Value, Message: match.Groups[2].Value))).ToList();
        Assert.True(templates.Count > 30, $"{templates.Count} templates");
        Assert.DoesNotContain(templates, static template => Always.Contains(template.Level) && Personal().IsMatch(template.Message));
    }

    [Fact]
    public void Events_of_one_class_have_names_of_their_own()
    {
        foreach (var source in Sources())
        {
            var names = EventName().Matches(source.Text).Select(static match => match.Groups[1].Value).ToList();
            Assert.True(names.Count == names.Distinct().Count(), $"{source.Name} logs two events under one name, and so under one id");
        }
    }

    private static IEnumerable<(string Name, string Text)> Sources() =>
        from file in Directory.GetFiles(RepositoryFolder.Path("src"), "*.cs", SearchOption.AllDirectories)
        where !file.Split(Path.DirectorySeparatorChar).Contains("obj")
        select (Path.GetFileName(file), File.ReadAllText(file));

    [GeneratedRegex(@"\b[Ll]og(ger)?\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(")]
    private static partial Regex DirectCall();

    [GeneratedRegex(@"\[LoggerMessage\([^\]]*?LogLevel\.(\w+)[^""\]]*""([^""]+)""", RegexOptions.Singleline)]
    private static partial Regex Template();

    [GeneratedRegex(@"\{(Image|Images|Key|Keys|Text|Texts|Query|Url|Uri|Shopper|Secret|Body)(:[^}]*)?\}")]
    private static partial Regex Personal();

    [GeneratedRegex(@"\[LoggerMessage\([^\]]*\]\s*(?:private|internal|public)?\s*(?:static )?partial void (\w+)", RegexOptions.Singleline)]
    private static partial Regex EventName();
}
