using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Cluster.Page.Tests;

/// <summary>A web server with pictures that gives the first ones at once and holds the others back until told: a job over them stands where the test wants it.</summary>
internal sealed class HeldPictures : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldPictures(IReadOnlyList<string> pictures, int given)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var number = int.Parse(Path.GetFileNameWithoutExtension(context.Request.Path.Value!));
            if (number >= given)
            {
                await _released.Task.WaitAsync(context.RequestAborted);
            }

            await context.Response.SendFileAsync(pictures[number], context.RequestAborted);
        });
        Urls = Enumerable.Range(0, pictures.Count).Select(number => $"{Prefix}{number}.jpg");
    }

    /// <summary>What all addresses begin with.</summary>
    public string Prefix => _app.Urls.First() + "/";

    /// <summary>The addresses, in order.</summary>
    public IEnumerable<string> Urls { get; }

    public static async Task<HeldPictures> StartAsync(IReadOnlyList<string> pictures, int given, CancellationToken cancellationToken)
    {
        var held = new HeldPictures(pictures, given);
        await held._app.StartAsync(cancellationToken);
        return held;
    }

    /// <summary>Gives the rest.</summary>
    public void Release() => _released.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
    }
}
