using System.Net.Http.Json;
using Cluster.Page.Tests.Browsing;
using Cluster.TestSupport;

namespace Cluster.Page.Tests;

public sealed class JobsOnThePageTests(Shop shop) : PageTest(shop)
{
    private const int Pictures = 48;
    private const int Given = 30;

    [Fact]
    public async Task A_running_job_shows_how_far_it_is()
    {
        using var folder = new TemporaryFolder();
        await using var held = await HeldPictures.StartAsync([.. Shop.AllPictures().Take(Pictures)], Given, Limit);
        var table = folder.Path("pictures.csv");
        await File.WriteAllLinesAsync(table, ["url", .. held.Urls], Limit);
        await using var tab = await VisitAsync();
        Assert.True((await tab.LookAsync("document.querySelector('#jobs').hidden")).GetBoolean());

        await SubmitAsync(table, held.Prefix);

        // It stands between the first pictures and the last: the bar is neither empty nor full, however fast the machine is.
        const string Bar = "document.querySelector('#jobs progress')";
        await tab.UntilAsync($"{Bar} && {Bar}.value > 0");
        Assert.Equal(Pictures, (await tab.LookAsync($"{Bar}.max")).GetInt32());
        Assert.InRange((await tab.LookAsync($"{Bar}.value")).GetInt32(), 1, Given);
        Assert.Equal("running", (await tab.LookAsync("document.querySelector('#jobs .state').textContent")).GetString());
        Assert.Contains($"of {Pictures} pictures", (await tab.LookAsync("document.querySelector('#jobs .counts').textContent")).GetString(), StringComparison.Ordinal);
        Assert.NotEqual(0, (await tab.LookAsync($"{Bar}.getAttribute('aria-label').length")).GetInt32());
        await LeaveCleanAsync(tab);

        held.Release();
        await tab.UntilAsync($"document.querySelector('#jobs .state').textContent === 'completed' && {Bar}.value === {Bar}.max");

        // What it filled can be chosen now.
        await tab.UntilAsync("[...document.querySelector('#collection').options].some(option => option.value === 'held') && !document.querySelector('#collection-choice').hidden");
        await LeaveCleanAsync(tab);
    }

    private async Task SubmitAsync(string table, string prefix)
    {
        using var http = new HttpClient { BaseAddress = Shop.Address };
        var job = new
        {
            corpus = new { kind = "table", location = table, options = new { urls = prefix } },
            collection = "held",
            encoder = "demo-clip",
            checkpointInterval = 4,
        };
        using var answer = await http.PostAsJsonAsync("/v1/jobs", job, Limit);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Limit));
    }
}
