using System.Net.Sockets;
using Xunit;

namespace Cluster.TestSupport;

/// <summary>A real Redis of Debian on a free loopback port, which puts every write on disk before it answers; it can be killed and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _port;
    private ChildProcess _process;

    private RedisServer(string folder, int port)
    {
        (_folder, _port) = (folder, port);
        Directory.CreateDirectory(folder);
        _process = Start();
    }

    /// <summary>As hosts take it.</summary>
    public string ConnectionString => $"127.0.0.1:{_port}";

    /// <summary>Starts one that keeps its data in <paramref name="folder"/>. Skips the test, loudly, where there is no redis-server.</summary>
    public static async Task<RedisServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/redis-server"), "needs redis-server, which tests/redis/install.sh installs on Debian");
        var redis = new RedisServer(folder, LoopbackPorts.Free(1)[0]);
        await redis.UntilAliveAsync(cancellationToken);
        return redis;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        await _process.KillAsync();
        await _process.DisposeAsync();
    }

    /// <summary>The same server again, with the data it had on disk.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        _process = Start();
        await UntilAliveAsync(cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private ChildProcess Start() => ChildProcess.Start(
        Path.Combine(_folder, "redis.log"),
        "/usr/bin/redis-server",
        ["--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder, "--appendonly", "yes", "--appendfsync", "always", "--save", ""],
        []);

    private async Task UntilAliveAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await pace.WaitForNextTickAsync(limit.Token))
        {
            Assert.False(_process.HasExited, $"redis-server ended at start: {(_process.HasExited ? _process.Output : "")}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", _port, limit.Token);
                await client.GetStream().WriteAsync("PING\r\n"u8.ToArray(), limit.Token);
                var answer = new byte[64];
                var read = await client.GetStream().ReadAsync(answer, limit.Token);
                if (System.Text.Encoding.ASCII.GetString(answer, 0, read).StartsWith("+PONG", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is SocketException or IOException)
            {
                // Not listening yet, or still loading.
            }
        }
    }
}
