using Cluster.Page.Tests.Browsing;

namespace Cluster.Page.Tests;

/// <summary>What all tests of the page share. With <c>CLUSTER_SCREENSHOTS</c> naming a folder, each leaves a picture of how the page looked at its end.</summary>
[Collection<ShopCollection>]
public abstract class PageTest : IDisposable
{
    private readonly CancellationTokenSource _limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected PageTest(Shop shop)
    {
        Assert.SkipUnless(Browser.Program is not null, "needs Chromium (Debian: apt-get install chromium), which is not on this machine");
        Shop = shop;
        _limit.CancelAfter(TimeSpan.FromMinutes(3));
    }

    protected Shop Shop { get; }

    protected CancellationToken Limit => _limit.Token;

    public void Dispose()
    {
        _limit.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<Tab> VisitAsync(string? scheme = null) => Shop.VisitAsync(Limit, scheme);

    private protected static async Task SearchAsync(Tab tab, string words)
    {
        await tab.ClickAsync("#text");
        await tab.TypeAsync(words);
        await tab.EnterAsync();
        await tab.UntilAsync($"document.querySelector('#summary').textContent.endsWith({Tab.Quote($"“{words}”")})");
    }

    /// <summary>Nothing went wrong on the page but what is <paramref name="expected"/>, and nothing was fetched from elsewhere.</summary>
    private protected async Task LeaveCleanAsync(Tab tab, Func<string, bool>? expected = null, string picture = "")
    {
        if (Environment.GetEnvironmentVariable("CLUSTER_SCREENSHOTS") is { Length: > 0 } folder)
        {
            var name = TestContext.Current.Test!.TestDisplayName.Split('.')[^1];
            await tab.PhotographAsync(Path.Combine(folder, string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_')) + picture + ".png"));
        }

        Assert.DoesNotContain(tab.Errors, error => expected?.Invoke(error) is not true);
        Assert.NotEmpty(tab.Requests);
        Assert.All(tab.Requests, address => Assert.True(
            address.StartsWith("blob:", StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal) || new Uri(address).Authority == Shop.Address.Authority, $"{address} lies elsewhere"));
    }
}
