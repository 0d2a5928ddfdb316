using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests.Logging;

/// <summary>Logs are templates with named values, and what is logged always tells of the cluster, never of what people keep in it or ask it.</summary>
public sealed partial class LogTests
{
    private static readonly string[] Always = ["Information", "Warning", "Error", "Critical"];

    [Fact]
    public void Every_line_is_logged_by_a_template_of_its_own()
    {
        var direct = LogEventSource.Files.Where(static source => DirectCall().IsMatch(source.Text)).Select(static source => source.Name);
        Assert.Empty(direct);
    }

    [Fact]
    public void Nothing_that_is_logged_always_names_an_image_or_what_was_asked()
    {
        Assert.True(LogEventSource.All.Count > 40, $"{LogEventSource.All.Count} events");
        Assert.DoesNotContain(LogEventSource.All, static one => Always.Contains(one.Level) && Personal().IsMatch(one.Template));
    }

    [Theory]
    [InlineData("Image {Key} was read", true)]
    [InlineData("Asked {QueryText:u}", true)]
    [InlineData("A request to {Path} failed", true)]
    [InlineData("Job {Job} ended", false)]
    public void A_value_that_may_hold_an_image_or_a_question_is_known_by_its_name(string template, bool personal) => Assert.Equal(personal, Personal().IsMatch(template));

    [GeneratedRegex(@"\b[Ll]og(ger)?\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(")]
    private static partial Regex DirectCall();

    [GeneratedRegex(@"\{\w*(Image|Key|Text|Quer(y|ies)|Ur[il]|Path|Shopper|Secret|Body|Payload)s?(:[^}]*)?\}")]
    private static partial Regex Personal();
}
