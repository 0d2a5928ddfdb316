using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Cluster.SourceJobs.Tests.Faults;

/// <summary>A proxy on loopback in front of a real store, which spoils answers on their way.</summary>
internal sealed class FaultyStore : IAsyncDisposable
{
    private static readonly HashSet<string> NotPassedOn = new(["Host", "Connection", "Transfer-Encoding", "Keep-Alive", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    private readonly ConcurrentDictionary<string, int> _visits = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly WebApplication _app;
    private readonly int _behind;
    private readonly Func<StoreVisit, Task<StoreFault?>> _plan;
    private int _faults;

    private FaultyStore(int behind, Func<StoreVisit, Task<StoreFault?>> plan)
    {
        (_behind, _plan) = (behind, plan);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(PassOnAsync);
    }

    public int Port => new Uri(_app.Urls.Single()).Port;

    /// <summary>Answers spoiled so far.</summary>
    public int Faults => _faults;

    /// <summary>Reads of blobs seen so far, each attempt counted.</summary>
    public int Reads => _visits.Where(static v => v.Key.Length > 0).Sum(static v => v.Value);

    /// <summary>Starts it in front of what listens on the port <paramref name="behind"/>.</summary>
    public static async Task<FaultyStore> StartAsync(int behind, Func<StoreVisit, Task<StoreFault?>> plan)
    {
        var store = new FaultyStore(behind, plan);
        await store._app.StartAsync();
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassOnAsync(HttpContext context)
    {
        var fault = HttpMethods.IsGet(context.Request.Method) ? await _plan(VisitOf(context.Request)) : null;
        if (fault is not null)
        {
            Interlocked.Increment(ref _faults);
        }

        if (fault is StoreFault.Busy busy)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers["x-ms-error-code"] = "ServerBusy";
            if (busy.RetryAfter is { } seconds)
            {
                context.Response.Headers.RetryAfter = $"{seconds}";
            }

            return;
        }

        using var request = Request(context);
        using var answer = await _client.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!NotPassedOn.Contains(name))
            {
                context.Response.Headers.Append(name, values.ToArray());
            }
        }

        await SendAsync(context, await answer.Content.ReadAsByteArrayAsync(context.RequestAborted), answer.Content.Headers.ContentLength, fault);
    }

    private static async Task SendAsync(HttpContext context, byte[] body, long? length, StoreFault? fault)
    {
        context.Response.ContentLength = body.Length > 0 ? body.Length : length;
        if (HttpMethods.IsHead(context.Request.Method) || context.Response.StatusCode is StatusCodes.Status304NotModified or StatusCodes.Status204NoContent)
        {
            return;
        }

        var half = fault is null ? body.Length : body.Length / 2;
        await context.Response.Body.WriteAsync(body.AsMemory(0, half), context.RequestAborted);
        switch (fault)
        {
            case StoreFault.Reset reset:
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await (reset.Then?.Invoke() ?? Task.CompletedTask);
                context.Abort();
                return;
            case StoreFault.Slow slow:
                await context.Response.Body.FlushAsync(context.RequestAborted);
                try
                {
                    await Task.Delay(slow.Pause, context.RequestAborted);
                }
                catch (OperationCanceledException)
                {
                    // The client did not wait that long.
                    return;
                }

                break;
        }

        await context.Response.Body.WriteAsync(body.AsMemory(half), context.RequestAborted);
    }

    private StoreVisit VisitOf(HttpRequest request)
    {
        var parts = request.Path.Value!.Split('/', 4);
        var isList = request.Query["comp"] == "list";
        var key = !isList && parts.Length == 4 && request.Query["comp"].Count == 0 ? parts[3] : null;
        return new StoreVisit(key, isList, _visits.AddOrUpdate(key ?? "", 1, static (_, count) => count + 1));
    }

    private HttpRequestMessage Request(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"http://127.0.0.1:{_behind}{target}");
        if (context.Request.ContentLength > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.ContentLength = context.Request.ContentLength;
        }

        foreach (var (name, values) in context.Request.Headers)
        {
            if (!NotPassedOn.Contains(name) && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        return request;
    }
}
