using System.Text.Json;
using Cluster.Page.Tests.Browsing;

namespace Cluster.Page.Tests;

public sealed class SearchingTests(Shop shop) : PageTest(shop)
{
    private const string Ids = "[...document.querySelectorAll('.card')].map(card => card.dataset.id)";
    private const string Titles = "[...document.querySelectorAll('.title')].map(title => title.textContent)";

    [Fact]
    public async Task Words_bring_pictures_with_title_and_score()
    {
        var query = Shop.Queries.First();
        await using var tab = await VisitAsync();
        await SearchAsync(tab, query.GetProperty("query").GetString()!);

        Assert.Equal(query.GetProperty("answers")[0].GetProperty("title").GetString(), (await tab.LookAsync(Titles))[0].GetString());
        Assert.Equal(query.GetProperty("answers")[0].GetProperty("score").GetDouble(), double.Parse((await tab.LookAsync("document.querySelector('.score').textContent")).GetString()!), 3);
        await tab.UntilAsync("[...document.querySelectorAll('.photo')].slice(0, 4).every(photo => photo.complete && photo.naturalWidth >= 200)");
        Assert.Equal(24, (await tab.LookAsync(Ids)).GetArrayLength());
        await LeaveCleanAsync(tab);
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("chosen")]
    public async Task A_picture_finds_itself_first(string way)
    {
        var answer = Shop.Queries.Last().GetProperty("answers")[0];
        var file = Shop.PictureOf(answer.GetProperty("key").GetString()!);
        await using var tab = await VisitAsync();
        if (way == "dropped")
        {
            await tab.DragAsync(file, drop: false);
            await tab.UntilAsync("!document.querySelector('#drop').hidden");
            await tab.DragAsync(file, drop: true);
        }
        else
        {
            await tab.ChooseAsync("#file", file);
        }

        await tab.UntilAsync("document.querySelector('#summary').textContent.endsWith('like yours') && document.querySelector('#picture img').naturalWidth > 0");
        Assert.Equal(answer.GetProperty("title").GetString(), (await tab.LookAsync(Titles))[0].GetString());
        Assert.True((await tab.LookAsync("document.querySelector('#drop').hidden")).GetBoolean());
        await tab.ClickAsync("#picture .remove");
        await tab.UntilAsync("document.querySelector('#asked').hidden");
        await LeaveCleanAsync(tab);
    }

    [Fact]
    public async Task Examples_change_the_answers_until_they_are_taken_back()
    {
        await using var tab = await VisitAsync();
        await SearchAsync(tab, "a mug");
        var first = Strings(await tab.LookAsync(Ids));

        await tab.ClickAsync(".card:nth-child(5) .like");
        await tab.UntilAsync("document.querySelectorAll('#likes li').length === 1 && !document.querySelector('#results').ariaBusy");
        var liked = Strings(await tab.LookAsync(Ids));
        Assert.NotEqual(first, liked);
        Assert.DoesNotContain(first[4], liked);

        await tab.ClickAsync(".card:nth-child(2) .dislike");
        await tab.UntilAsync("document.querySelectorAll('#dislikes li').length === 1 && !document.querySelector('#results').ariaBusy");
        var both = Strings(await tab.LookAsync(Ids));
        Assert.NotEqual(liked, both);
        Assert.DoesNotContain(liked[1], both);

        await tab.ClickAsync("#clear");
        await tab.UntilAsync($"JSON.stringify({Ids}) === {Tab.Quote(JsonSerializer.Serialize(first))}");
        await LeaveCleanAsync(tab);
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        await using var tab = await VisitAsync();
        await tab.LookAsync("document.activeElement.blur()");
        await tab.PressAsync("/", 191, "/");
        await tab.UntilAsync("document.activeElement.id === 'text'");
        await tab.TypeAsync("a mug");
        await tab.EnterAsync();
        await tab.UntilAsync("document.querySelector('#summary').textContent.endsWith('“a mug”')");

        for (var i = 0; i < 20 && !(await tab.LookAsync("document.activeElement.classList.contains('like')")).GetBoolean(); i++)
        {
            await tab.PressAsync("Tab", 9);
        }

        Assert.StartsWith("More like this: ", (await tab.LookAsync("document.activeElement.getAttribute('aria-label')")).GetString(), StringComparison.Ordinal);
        Assert.NotEqual("none", (await tab.LookAsync("getComputedStyle(document.activeElement).outlineStyle")).GetString());
        await tab.EnterAsync();
        await tab.UntilAsync("document.querySelectorAll('#likes li').length === 1");

        // The pictures are others now; one goes on from their head, not from the top of the page.
        await tab.UntilAsync("!document.querySelector('#results').ariaBusy && document.activeElement.id === 'results'");
        await LeaveCleanAsync(tab);
    }

    private static List<string> Strings(JsonElement texts) => [.. texts.EnumerateArray().Select(static text => text.GetString()!)];
}
