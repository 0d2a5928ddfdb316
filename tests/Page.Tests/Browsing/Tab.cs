using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cluster.Page.Tests.Browsing;

/// <summary>A tab, used as a person uses it: real clicks and keys, and looking at what there is.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly DevTools _tools;
    private readonly CancellationToken _cancellation;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private Tab(CancellationToken cancellationToken)
    {
        _cancellation = cancellationToken;
        _tools = new DevTools { OnEvent = Hear };
    }

    /// <summary>Uncaught exceptions, and what the page or the browser wrote to the console as errors and warnings.</summary>
    public IEnumerable<string> Errors => _errors;

    /// <summary>The address of everything that was fetched.</summary>
    public IEnumerable<string> Requests => _requests;

    public static async Task<Tab> OpenAsync(string devTools, CancellationToken cancellationToken)
    {
        var tab = new Tab(cancellationToken);
        await tab._tools.ConnectAsync(devTools, cancellationToken);
        foreach (var domain in (string[])["Runtime", "Log", "Network", "Page", "DOM"])
        {
            await tab.SendAsync($"{domain}.enable");
        }

        return tab;
    }

    public Task GoAsync(Uri address) => SendAsync("Page.navigate", new() { ["url"] = address.AbsoluteUri });

    /// <summary>As a person who set their system to light or dark.</summary>
    public Task PreferAsync(string scheme) => SendAsync(
        "Emulation.setEmulatedMedia",
        new() { ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }) });

    /// <summary>The value of a JavaScript expression.</summary>
    public async Task<JsonElement> LookAsync(string script)
    {
        var answer = await SendAsync("Runtime.evaluate", new() { ["expression"] = script, ["returnByValue"] = true, ["awaitPromise"] = true });
        Assert.False(answer.TryGetProperty("exceptionDetails", out var fault), $"{script}: {fault}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>Waits until a JavaScript expression holds.</summary>
    public async Task UntilAsync(string condition)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var deadline = TimeProvider.System.GetTimestamp();
        while (!(await LookAsync($"Boolean({condition})")).GetBoolean())
        {
            var waited = TimeProvider.System.GetElapsedTime(deadline);
            Assert.True(waited < Patience, $"not in {Patience.TotalSeconds} s: {condition}\nerrors: {string.Join('\n', Errors)}\npage: {(await LookAsync("document.body.innerText")).GetString()}");
            await pace.WaitForNextTickAsync(_cancellation);
        }
    }

    /// <summary>Clicks into the middle of an element, wherever it is by then.</summary>
    public async Task ClickAsync(string selector)
    {
        var (x, y) = await MiddleAsync(selector);
        foreach (var type in (string[])["mousePressed", "mouseReleased"])
        {
            await SendAsync("Input.dispatchMouseEvent", new() { ["type"] = type, ["x"] = x, ["y"] = y, ["button"] = "left", ["clickCount"] = 1 });
        }
    }

    public Task TypeAsync(string text) => SendAsync("Input.insertText", new() { ["text"] = text });

    /// <summary>Presses a key.</summary>
    public async Task PressAsync(string key, int code, string? text = null)
    {
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key, ["windowsVirtualKeyCode"] = code, ["text"] = text ?? "" });
        await SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key, ["windowsVirtualKeyCode"] = code });
    }

    public Task EnterAsync() => PressAsync("Enter", 13, "\r");

    /// <summary>Drags a file over the page; drops it where <paramref name="drop"/> says so.</summary>
    public async Task DragAsync(string file, bool drop)
    {
        foreach (var type in drop ? (string[])["dragEnter", "dragOver", "drop"] : ["dragEnter", "dragOver"])
        {
            var data = new JsonObject { ["items"] = new JsonArray(), ["files"] = new JsonArray(file), ["dragOperationsMask"] = 1 };
            await SendAsync("Input.dispatchDragEvent", new() { ["type"] = type, ["x"] = 400, ["y"] = 400, ["data"] = data });
        }
    }

    /// <summary>Chooses a file as in the browser's own dialogue.</summary>
    public async Task ChooseAsync(string selector, string file)
    {
        var handle = await SendAsync("Runtime.evaluate", new() { ["expression"] = $"document.querySelector({Quote(selector)})" });
        await SendAsync("DOM.setFileInputFiles", new() { ["files"] = new JsonArray(file), ["objectId"] = handle.GetProperty("result").GetProperty("objectId").GetString() });
    }

    /// <summary>Keeps what is to be seen as a picture.</summary>
    public async Task PhotographAsync(string file)
    {
        var answer = await SendAsync("Page.captureScreenshot");
        await File.WriteAllBytesAsync(file, answer.GetProperty("data").GetBytesFromBase64(), _cancellation);
    }

    /// <summary>A text as JavaScript writes it.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text);

    public async ValueTask DisposeAsync()
    {
        await SendAsync("Page.close");
        await _tools.DisposeAsync();
    }

    private async Task<(double X, double Y)> MiddleAsync(string selector)
    {
        var element = $"document.querySelector({Quote(selector)})";
        await UntilAsync($"{element}?.getClientRects().length");
        var box = await LookAsync($"(e => {{ e.scrollIntoView({{ block: 'center', behavior: 'instant' }}); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})({element})");
        return (box[0].GetDouble(), box[1].GetDouble());
    }

    private Task<JsonElement> SendAsync(string method, JsonObject? parameters = null) => _tools.SendAsync(method, parameters, _cancellation);

    private void Hear(string name, JsonElement said)
    {
        switch (name)
        {
            case "Network.requestWillBeSent":
                _requests.Enqueue(said.GetProperty("request").GetProperty("url").GetString()!);
                break;
            case "Runtime.exceptionThrown":
                _errors.Enqueue(said.GetProperty("exceptionDetails").GetRawText());
                break;
            case "Runtime.consoleAPICalled" when said.GetProperty("type").GetString() is "error" or "warning" or "assert":
                _errors.Enqueue(said.GetProperty("args").GetRawText());
                break;
            case "Log.entryAdded" when said.GetProperty("entry").GetProperty("level").GetString() is "error" or "warning":
                _errors.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{said.GetProperty("entry")}"));
                break;
        }
    }
}
