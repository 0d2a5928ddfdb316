using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Cluster.Client.Tests;

/// <summary>An HTTP server that gives the answers it was told to, in order, and keeps what it was asked.</summary>
internal sealed class ScriptedGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Queue<Func<HttpContext, Task>> _answers = new();

    private ScriptedGateway()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            Asked.Add((context.Request.Method, context.Request.Path + context.Request.QueryString, context.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync()));
            Keys.Add(context.Request.Headers["Idempotency-Key"].ToString());
            await _answers.Dequeue()(context);
        });
    }

    /// <summary>What it was asked.</summary>
    public List<(string Method, string Address, string Authorization, string Body)> Asked { get; } = [];

    /// <summary>The idempotency key of each; empty where it had none.</summary>
    public List<string> Keys { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public static async Task<ScriptedGateway> StartAsync()
    {
        var gateway = new ScriptedGateway();
        await gateway._app.StartAsync();
        return gateway;
    }

    /// <summary>The next answer.</summary>
    public void Answer(int status, string body, string contentType = "application/json", string? retryAfter = null) => _answers.Enqueue(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        await context.Response.WriteAsync(body);
    });

    /// <summary>The next request finds the connection broken.</summary>
    public void Break() => _answers.Enqueue(static context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
