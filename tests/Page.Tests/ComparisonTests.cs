using System.Net.Http.Json;
using Cluster.Page.Tests.Browsing;

namespace Cluster.Page.Tests;

public sealed class ComparisonTests(Shop shop) : PageTest(shop)
{
    private const string Card = "#collections .panel[data-name=demo]";

    [Fact]
    public async Task Encoders_compared_are_shown_with_the_verdict_and_their_report_can_be_opened()
    {
        using var http = new HttpClient { BaseAddress = Shop.Address };
        using var started = await http.PostAsJsonAsync("/v1/collections/demo/comparison", new { encoders = new[] { "demo-clip", Shop.OtherEncoder }, sample = 60 }, Limit);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Limit));

        // Opened with the keyboard while it may still be at work; it follows by itself.
        await using var tab = await VisitAsync();
        await tab.ClickAsync(".views a[href='#collections-view']");
        await tab.UntilAsync($"document.querySelector('{Card} .compared summary')");
        await tab.LookAsync($"document.querySelector('{Card} .compared summary').focus()");
        await tab.EnterAsync();
        await tab.UntilAsync($"document.querySelectorAll('{Card} .compared tbody tr').length === 2");

        Assert.NotEqual("", (await tab.LookAsync($"document.querySelector('{Card} .verdict').textContent")).GetString());
        Assert.Contains("\"isOver\":true", (await http.GetStringAsync("/v1/collections/demo/comparison/events", Limit)).Split("event: comparison")[^1], StringComparison.Ordinal);
        var rows = (await tab.LookAsync($"[...document.querySelectorAll('{Card} .compared tbody th')].map(cell => cell.textContent)")).ToString();
        Assert.Contains("demo-clip@", rows, StringComparison.Ordinal);
        Assert.Contains(Shop.OtherEncoder, rows, StringComparison.Ordinal);

        // A screen reader is told what each number is of, and the wide table can be scrolled without a mouse.
        Assert.True((await tab.LookAsync($"[...document.querySelectorAll('{Card} .compared th')].every(cell => cell.scope) && document.querySelector('{Card} .wide').tabIndex === 0")).GetBoolean());
        Assert.Equal("_blank", (await tab.LookAsync($"document.querySelector('{Card} .compared .go').target")).GetString());
        await tab.LookAsync($"document.querySelector('{Card}').scrollIntoView()");
        await LeaveCleanAsync(tab, static error => error.Contains("/thumbnail", StringComparison.Ordinal));

        // The report is a page of its own, with its style and its pictures, which the browser lets it have.
        await using var report = await VisitAsync();
        await report.GoAsync(new Uri(Shop.Address, "/v1/collections/demo/comparison/report"));
        await report.UntilAsync("document.querySelector('h1')?.textContent === 'Encoders compared on demo' && [...document.images].every(image => image.naturalWidth > 0)");
        Assert.True((await report.LookAsync("document.images.length")).GetInt32() > 0);
        Assert.Equal("600", (await report.LookAsync("getComputedStyle(document.querySelector('.ok')).fontWeight")).GetString());
        await LeaveCleanAsync(report, static error => error.Contains("/thumbnail", StringComparison.Ordinal), "_report");
    }

    [Fact]
    public async Task Where_none_was_made_the_card_says_how_to_make_one()
    {
        using var http = new HttpClient { BaseAddress = Shop.Address };
        using var folder = new TestSupport.TemporaryFolder();
        File.Copy(Shop.AllPictures()[0], folder.Path("only.jpg"));
        using var submitted = await http.PostAsJsonAsync("/v1/jobs", new { corpus = new { name = "alone", location = folder.Root }, collection = "alone", encoder = "demo-clip" }, Limit);
        submitted.EnsureSuccessStatusCode();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(await http.GetAsync("/v1/collections/alone", Limit)).IsSuccessStatusCode)
        {
            await pace.WaitForNextTickAsync(Limit);
        }

        await using var tab = await VisitAsync();
        const string Part = "#collections .panel[data-name=alone] .compared";
        await tab.ClickAsync(".views a[href='#collections-view']");
        await tab.UntilAsync($"document.querySelector('{Part} summary')");
        await tab.LookAsync($"document.querySelector('{Part} summary').focus()");
        await tab.EnterAsync();
        await tab.UntilAsync($"document.querySelector('{Part} pre')?.textContent.includes('cluster compare alone')");

        // That there is none is an answer with status 404, which the browser notes.
        await LeaveCleanAsync(tab, static error => error.Contains("/comparison", StringComparison.Ordinal) || error.Contains("404", StringComparison.Ordinal) || error.Contains("/thumbnail", StringComparison.Ordinal));
    }
}
