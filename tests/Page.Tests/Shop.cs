using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Page.Tests.Browsing;
using Cluster.TestSupport;

namespace Cluster.Page.Tests;

/// <summary>A demo that serves, and a browser, for all tests. Nothing is started where there is no browser.</summary>
public sealed class Shop : IAsyncLifetime
{
    private const int Pictures = 240;

    /// <summary>An encoder beside the demo's own.</summary>
    public const string OtherEncoder = "washed-out";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _models = new();
    private DemoProcess? _demo;
    private Browser? _browser;

    /// <summary>Where the page is.</summary>
    public Uri Address => _demo!.Address;

    /// <summary>The demo's questions with their answers.</summary>
    internal IEnumerable<JsonElement> Queries => _demo!.Report.GetProperty("queries").EnumerateArray();

    /// <summary>The stored picture of a key.</summary>
    public string PictureOf(string key) => _folder.Path("data", "demo", "catalogue", "images", key);

    /// <summary>Pictures of the catalogue.</summary>
    public IReadOnlyList<string> AllPictures() => [.. Directory.GetFiles(PictureOf(""), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>A tab with the page and its first pictures.</summary>
    internal async Task<Tab> VisitAsync(CancellationToken cancellationToken, string? scheme = null)
    {
        var tab = await _browser!.OpenTabAsync(cancellationToken);
        if (scheme is not null)
        {
            await tab.PreferAsync(scheme);
        }

        await tab.GoAsync(Address);
        await tab.UntilAsync("document.querySelectorAll('.card').length > 0 && document.querySelector('.photo').naturalWidth > 0");
        return tab;
    }

    public async ValueTask InitializeAsync()
    {
        if (Browser.Program is null)
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));

        // A test serves pictures from this machine itself, which a cluster fetches only where that is allowed.
        var environment = new Dictionary<string, string> { ["Corpora__Table__PrivateHosts__0"] = "127.0.0.1", ["Encoders__ModelFolders__0"] = _models.Root };
        MakeOtherEncoder();
        _demo = await DemoProcess.ServeAsync(_folder.Root, Pictures, environment, limit.Token);
        try
        {
            _browser = await Browser.StartAsync(limit.Token);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }

        _folder.Dispose();
        _models.Dispose();
    }

    // The demo's encoder, shown its pictures with less contrast than it was trained on: another space, and a worse one.
    private void MakeOtherEncoder() => ModelFolders.Copy(
        RepositoryFolder.Path("models", "demo-clip"), _models.Path(OtherEncoder), static json => json["image_std"] = new JsonArray(3.0, 3.0, 3.0));
}
