using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Cluster.Standalone;
using Cluster.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Tests;

/// <summary>A whole Standalone inside the test's process, on free loopback ports, with data in a folder of its own.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly bool _keepsData;

    private GatewayHost(string[] settings, Action<WebApplicationBuilder>? adjust, TemporaryFolder? data)
    {
        _keepsData = data is not null;
        _folder = data ?? new TemporaryFolder();
        var ports = FreePorts(2);
        App = StandaloneHost.Build(
            [
                "--Standalone:Port=0", $"--Standalone:SiloPort={ports[0]}", $"--Standalone:ClientGatewayPort={ports[1]}", $"--Standalone:DataFolder={_folder.Root}",
                $"--Encoders:ModelFolders:0={RepositoryFolder.Path("models")}", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Cluster=Warning", "--Logging:LogLevel:Orleans=Error",
                "--Logging:Console:LogToStandardErrorThreshold=Trace", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning", .. settings,
            ],
            builder =>
            {
                builder.Logging.AddFilter("Cluster.Gateway.Access.AuditTrail", LogLevel.Information);
                adjust?.Invoke(builder);
            });
    }

    public WebApplication App { get; }

    /// <summary>Speaks to the gateway.</summary>
    public HttpClient Http { get; private set; } = null!;

    public string Data => _folder.Root;

    /// <summary>Starts one; over <paramref name="data"/>, which then outlives it, where that is given.</summary>
    public static async Task<GatewayHost> StartAsync(
        string[] settings, CancellationToken cancellationToken, Action<WebApplicationBuilder>? adjust = null, TemporaryFolder? data = null)
    {
        var host = new GatewayHost(settings, adjust, data);
        try
        {
            await host.App.StartAsync(cancellationToken);
            host.Http = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a request, with a body and a key where they are given.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, object? body = null, string? key = null, CancellationToken cancellationToken = default) =>
        Http.SendAsync(RequestOf(method, address, body, key), cancellationToken);

    /// <summary>Posts under an idempotency key.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, object? body, string? idempotencyKey, string? key, CancellationToken cancellationToken)
    {
        var request = RequestOf(HttpMethod.Post, address, body, key);
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return Http.SendAsync(request, cancellationToken);
    }

    /// <summary>The answer to a request that must succeed.</summary>
    public async Task<JsonElement> AskAsync(HttpMethod method, string address, object? body = null, string? key = null, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(method, address, body, key, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {address}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The problem document of a request that must be refused.</summary>
    public async Task<JsonElement> RefusedAsync(
        HttpStatusCode status, HttpMethod method, string address, object? body = null, string? key = null, CancellationToken cancellationToken = default)
    {
        using var answer = await SendAsync(method, address, body, key, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.StatusCode == status, $"{method} {address}: {(int)answer.StatusCode}, not {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Waits until a job is over; it must be completed.</summary>
    public async Task<JsonElement> UntilOverAsync(string job, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var view = await AskAsync(HttpMethod.Get, $"/v1/jobs/{job}", cancellationToken: cancellationToken);
            if (view.GetProperty("isOver").GetBoolean())
            {
                Assert.True(view.GetProperty("state").GetString() == "completed", view.ToString());
                return view;
            }

            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>Waits until a tag job is over.</summary>
    public async Task<JsonElement> UntilTaggedAsync(string job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var view = await AskAsync(HttpMethod.Get, $"/v1/tag-jobs/{job}", cancellationToken: limit.Token);
            if (view.GetProperty("isOver").GetBoolean())
            {
                return view;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        if (!_keepsData)
        {
            _folder.Dispose();
        }
    }

    private static HttpRequestMessage RequestOf(HttpMethod method, string address, object? body, string? key)
    {
        var request = new HttpRequestMessage(method, address)
        {
            Content = body switch
            {
                null => null,
                HttpContent content => content,
                string json => new StringContent(json, Encoding.UTF8, "application/json"),
                _ => JsonContent.Create(body),
            },
        };
        request.Headers.Authorization = key is null ? null : new("Bearer", key);
        return request;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        Array.ForEach(listeners, static listener => listener.Start());
        var ports = Array.ConvertAll(listeners, static listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        Array.ForEach(listeners, static listener => listener.Stop());
        return ports;
    }
}
