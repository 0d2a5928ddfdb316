using Cluster.Page.Tests.Browsing;

namespace Cluster.Page.Tests;

public sealed class AppearanceTests(Shop shop) : PageTest(shop)
{
    // WCAG 2.2: relative luminance, (L1 + 0.05) / (L2 + 0.05), on the nearest ground that is painted. 4.5 is level AA for text.
    private const string Contrast = """
        const numbers = colour => colour.match(/[\d.]+/g).map(Number);
        const light = colour => numbers(colour).slice(0, 3).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
        const ground = e => { const c = getComputedStyle(e).backgroundColor; return numbers(c)[3] === 0 ? ground(e.parentElement) : c; };
        const contrast = e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x); return (a + .05) / (b + .05); };
        """;

    private const string Contrasts = $$"""
        (() => {
          {{Contrast}}
          return Object.fromEntries(['.name', '.hint', '.summary', '.title', '.facts', '.like', '.search .main', '#likes h2', '#dislikes h2', '.remove']
            .map(what => [what, contrast(document.querySelector(what))]));
        })()
        """;

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Text_stands_out_from_its_ground(string scheme)
    {
        await using var tab = await VisitAsync(scheme);
        await SearchAsync(tab, "a mug");

        // Both before an answer comes, which moves the cards: the first question is given up for the second.
        await tab.LookAsync("document.querySelector('.card:nth-child(1) .like').click(), document.querySelector('.card:nth-child(3) .dislike').click(), true");
        await tab.UntilAsync("!document.querySelector('#dislikes').hidden && !document.querySelector('#results').ariaBusy");
        var background = (await tab.LookAsync("getComputedStyle(document.body).backgroundColor")).GetString();
        Assert.Equal(scheme == "dark" ? "rgb(20, 22, 27)" : "rgb(247, 247, 249)", background);
        Assert.All((await tab.LookAsync(Contrasts)).EnumerateObject(), static pair => Assert.True(pair.Value.GetDouble() >= 4.5, $"{pair.Name} has {pair.Value}"));
        await LeaveCleanAsync(tab);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Text_stands_out_in_every_view_and_nothing_is_wider_than_the_window(string scheme)
    {
        const string Faint = $$"""
            (() => {
              {{Contrast}}
              return [...document.querySelectorAll('[data-view]:not([hidden]) *')]
                .filter(e => e.offsetParent && !e.classList.contains('hidden') && [...e.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && contrast(e) < 4.5)
                .map(e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}: ${contrast(e)}`);
            })()
            """;
        await using var tab = await VisitAsync(scheme);
        foreach (var (view, ready) in new[]
        {
            ("recommend-view", "document.querySelectorAll('#found li').length > 0"),
            ("collections-view", "document.querySelectorAll('#collections .panel').length > 0"),
            ("jobs-view", "document.querySelectorAll('#all-jobs li').length > 0"),
        })
        {
            await tab.ClickAsync($".views a[href='#{view}']");
            await tab.UntilAsync($"!document.querySelector('#{view}').hidden && {ready}");
            Assert.Equal("[]", (await tab.LookAsync(Faint)).ToString());
            Assert.True((await tab.LookAsync("document.documentElement.scrollWidth <= innerWidth")).GetBoolean(), $"{view} is wider than the window");
        }

        await LeaveCleanAsync(tab, static error => error.Contains("/thumbnail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_that_can_be_used_has_a_name()
    {
        await using var tab = await VisitAsync();
        const string Nameless = """
            [...document.querySelectorAll('button, input, select, img, a')].filter(e => !e.hidden && e.offsetParent
              && !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length || e.hasAttribute('alt'))).map(e => e.outerHTML)
            """;
        Assert.Equal(0, (await tab.LookAsync(Nameless)).GetArrayLength());
        await LeaveCleanAsync(tab);
    }
}
