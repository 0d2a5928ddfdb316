using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Page.Tests.Browsing;

/// <summary>A real Chromium without a window, with a profile of its own.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Listening = "DevTools listening on ";

    private readonly Process _process;
    private readonly TemporaryFolder _profile = new();
    private readonly HttpClient _http = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Browser()
    {
        var start = new ProcessStartInfo(Program!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
            "--remote-debugging-port=0", $"--user-data-dir={_profile.Root}", "--window-size=1280,900", "about:blank",
        ])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>The program: <c>CLUSTER_CHROMIUM</c>, else the first Chromium on the path; null when there is none.</summary>
    public static string? Program { get; } = Find();

    public static async Task<Browser> StartAsync(CancellationToken cancellationToken)
    {
        var browser = new Browser();
        try
        {
            browser._http.BaseAddress = await browser._listening.Task.WaitAsync(cancellationToken);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new tab that shows nothing yet.</summary>
    public async Task<Tab> OpenTabAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PutAsync("/json/new", null, cancellationToken);
        var target = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return await Tab.OpenAsync(target.GetProperty("webSocketDebuggerUrl").GetString()!, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _http.Dispose();
        try
        {
            _profile.Dispose();
        }
        catch (IOException)
        {
            // A last child of the browser is still writing; the folder is a temporary one.
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _listening.TrySetException(new IOException($"{Program} ended at start; run it by hand to see why."));
        }
        else if (line.StartsWith(Listening, StringComparison.Ordinal))
        {
            _listening.TrySetResult(new Uri($"http://{new Uri(line[Listening.Length..]).Authority}"));
        }
    }

    private static string? Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var programs =
            from name in (string[])["chromium", "chromium-browser", "google-chrome", "chrome"]
            from folder in folders
            select Path.Combine(folder, name);
        return Environment.GetEnvironmentVariable("CLUSTER_CHROMIUM") is { Length: > 0 } chosen ? chosen : programs.FirstOrDefault(File.Exists);
    }
}
