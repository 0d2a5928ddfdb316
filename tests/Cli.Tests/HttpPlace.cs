using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Cli.Tests;

/// <summary>A real HTTP server on a free loopback port that answers as it is told.</summary>
internal sealed class HttpPlace : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpPlace(WebApplication app) => _app = app;

    /// <summary>Its address, without a slash at the end.</summary>
    public string Address => _app.Urls.First().TrimEnd('/');

    public static async Task<HttpPlace> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new HttpPlace(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
