using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Page.Tests.Browsing;
using Cluster.TestSupport;

namespace Cluster.Page.Tests;

public sealed class ViewTests(Shop shop) : PageTest(shop)
{
    [Fact]
    public async Task The_playground_recommends_by_likes_and_dislikes_and_tells_why()
    {
        await using var tab = await VisitAsync();
        await tab.ClickAsync(".views a[href='#recommend-view']");
        await tab.UntilAsync("document.querySelectorAll('#found li').length === 12");
        await tab.ClickAsync("#found li:nth-child(1) .like");
        await tab.UntilAsync("document.querySelectorAll('#recommended .card').length === 12 && !document.querySelector('#recommended').ariaBusy");
        var liked = (await tab.LookAsync(Recommended)).ToString();

        // From the keyboard: a dislike is a button like any other, a screen reader is told what came of it, and one goes on from there.
        await tab.LookAsync("document.querySelector('#recommended .card:nth-child(2) .dislike').focus()");
        await tab.EnterAsync();
        await tab.UntilAsync($"JSON.stringify({Recommended}) !== {Tab.Quote(liked)} && !document.querySelector('#recommended').ariaBusy && document.querySelectorAll('#play-dislikes li').length === 1");
        Assert.Equal("12 pictures by 1 like and 1 dislike", (await tab.LookAsync("document.querySelector('#recommend-summary[role=status]').textContent")).GetString());
        Assert.Equal("recommend-summary", (await tab.LookAsync("document.activeElement.id")).GetString());
        await tab.ClickAsync("#recommended .card:nth-child(1) .why summary");
        Assert.Equal(2, (await tab.LookAsync("document.querySelectorAll('#recommended .card:nth-child(1) dd meter').length")).GetInt32());

        // One of each kind, by a knob.
        await tab.LookAsync("(() => { const group = document.querySelector('#group'); group.value = 'kind'; group.dispatchEvent(new Event('change', { bubbles: true })); })()");
        await tab.UntilAsync("!document.querySelector('#recommended').ariaBusy && document.querySelectorAll('#recommended .card').length > 5 && document.querySelector('#recommend-problem').hidden");
        await tab.UntilAsync("[...document.querySelectorAll('#recommended .photo')].slice(0, 3).every(photo => photo.complete && photo.naturalWidth > 0)");
        await LeaveCleanAsync(tab);
    }

    [Fact]
    public async Task Collections_are_shown_with_their_facts_and_pictures()
    {
        await using var tab = await VisitAsync("dark");
        await tab.ClickAsync(".views a[href='#collections-view']");
        await tab.UntilAsync("[...document.querySelectorAll('#collections h2')].some(name => name.textContent === 'demo') && document.querySelectorAll('#collections .mosaic img').length >= 4");
        await tab.UntilAsync("[...document.querySelectorAll('#collections .mosaic img')].every(image => image.complete && image.naturalWidth > 0)");
        Assert.Contains("demo-clip@", (await tab.LookAsync("document.querySelector('#collections').textContent")).GetString(), StringComparison.Ordinal);

        // Another test's pictures may be gone with the server that had them; then the page shows none.
        await LeaveCleanAsync(tab, static error => error.Contains("/thumbnail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Jobs_show_what_they_set_aside_with_reasons_and_what_can_be_seen()
    {
        using var folder = new TemporaryFolder();
        var pictures = Shop.AllPictures().Take(6).ToList();
        for (var i = 0; i < pictures.Count; i++)
        {
            File.Copy(pictures[i], folder.Path($"good-{i}.jpg"));
        }

        await File.WriteAllBytesAsync(folder.Path("tiny.png"), TinyPng.OfColour(1, 1, 200, 30, 30), Limit);
        await File.WriteAllBytesAsync(folder.Path("cut.jpg"), (await File.ReadAllBytesAsync(pictures[0], Limit))[..4_000], Limit);
        await File.WriteAllTextAsync(folder.Path("words.jpg"), "no picture at all", Limit);
        using var http = new HttpClient { BaseAddress = Shop.Address };
        using var submitted = await http.PostAsJsonAsync("/v1/jobs", new { id = "aside", corpus = new { name = "aside", location = folder.Root }, collection = "aside", encoder = "demo-clip" }, Limit);
        submitted.EnsureSuccessStatusCode();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(await http.GetFromJsonAsync<JsonElement>("/v1/jobs/aside", Limit)).GetProperty("isOver").GetBoolean())
        {
            await pace.WaitForNextTickAsync(Limit);
        }

        await using var tab = await VisitAsync();
        await tab.ClickAsync(".views a[href='#jobs-view']");
        await tab.UntilAsync("document.querySelector('#all-jobs li[data-id=aside] [data-verb=\"set aside\"]')");
        await tab.ClickAsync("#all-jobs li[data-id=aside] [data-verb='set aside']");
        await tab.UntilAsync("document.querySelectorAll('#set-aside li').length >= 2");
        var text = (await tab.LookAsync("document.querySelector('#set-aside').textContent")).GetString();
        Assert.Contains("words.jpg", text, StringComparison.Ordinal);
        Assert.Contains("not an image", text, StringComparison.Ordinal);
        await tab.UntilAsync("[...document.querySelectorAll('#set-aside .frame')].every(frame => frame.querySelector('.blind') || frame.querySelector('img')?.complete)");

        // By reason, from the keyboard's own control.
        await tab.LookAsync("(() => { const reason = document.querySelector('#reason'); reason.value = 'not-an-image'; reason.dispatchEvent(new Event('change')); })()");
        await tab.UntilAsync("document.querySelectorAll('#set-aside li').length === 1");
        await LeaveCleanAsync(tab);
    }

    [Fact]
    public async Task A_view_is_an_address_and_can_be_reached_with_the_keyboard()
    {
        await using var tab = await VisitAsync();
        for (var i = 0; i < 8 && (await tab.LookAsync("document.activeElement.getAttribute('href')")).GetString() != "#jobs-view"; i++)
        {
            await tab.PressAsync("Tab", 9);
        }

        await tab.LookAsync("document.querySelector('.views a[href=\"#jobs-view\"]').focus()");
        await tab.EnterAsync();
        await tab.UntilAsync("location.hash === '#jobs-view' && !document.querySelector('#jobs-view').hidden && document.querySelector('#search-view').hidden && document.querySelectorAll('#all-jobs li').length > 0");
        const string Nameless = """
            [...document.querySelectorAll('button, input, select, img, a, meter, progress')].filter(e => !e.hidden && e.offsetParent
              && !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length || e.hasAttribute('alt'))).map(e => e.outerHTML)
            """;
        Assert.Equal(0, (await tab.LookAsync(Nameless)).GetArrayLength());
        await LeaveCleanAsync(tab);
    }

    private const string Recommended = "[...document.querySelectorAll('#recommended .card')].map(card => card.dataset.id)";
}
