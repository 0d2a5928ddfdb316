using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.Access;

/// <summary>A gateway that asks for keys, with the first key that it printed.</summary>
public sealed class KeyedGateway : IAsyncLifetime
{
    private static readonly SemaphoreSlim OneConsole = new(1);

    /// <summary>The host.</summary>
    internal GatewayHost Host { get; private set; } = null!;

    /// <summary>What it wrote on the console while it started.</summary>
    public string Console { get; private set; } = "";

    /// <summary>The first key.</summary>
    public string Admin { get; private set; } = "";

    /// <summary>Makes a key by way of the gateway.</summary>
    public async Task<string> IssueAsync(string scope, params string[] collections)
    {
        var answer = await Host.AskAsync(HttpMethod.Post, "/v1/keys", collections.Length > 0 ? new { name = scope, scope, collections } : new { name = scope, scope }, Admin);
        return answer.GetProperty("key").GetString()!;
    }

    /// <summary>Starts a gateway that asks for keys; what it wrote on the console meanwhile.</summary>
    internal static async Task<(GatewayHost Host, string Console)> StartAsync(TemporaryFolder? data = null)
    {
        await OneConsole.WaitAsync();
        var before = System.Console.Out;
        var console = new StringWriter();
        try
        {
            System.Console.SetOut(console);
            return (await GatewayHost.StartAsync(["--Gateway:Access:RequireKeys=true", "--Gateway:Access:KeyRefresh=00:00:00.1"], CancellationToken.None, data: data), console.ToString());
        }
        finally
        {
            System.Console.SetOut(before);
            OneConsole.Release();
        }
    }

    /// <summary>The key on the console; empty where there is none.</summary>
    internal static string KeyOn(string console) =>
        console.Split('\n').Select(static line => line.Trim()).SingleOrDefault(static line => line.StartsWith("eck_", StringComparison.Ordinal)) ?? "";

    public async ValueTask InitializeAsync()
    {
        (Host, Console) = await StartAsync();
        Admin = KeyOn(Console);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }
    }
}
