using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.FakeQdrant;
using Cluster.TestSupport;

namespace Cluster.Clustering.Tests;

/// <summary>
/// A cluster of real processes on the loopback: silos with the probed encoder, a gateway, and Redis. The vector index is a Qdrant stand-in inside the
/// test, which is never killed.
/// </summary>
internal sealed class LoopbackCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _siloPorts;
    private readonly int[] _clientPorts;
    private readonly int[] _healthPorts;
    private readonly int _gatewayPort;
    private readonly ChildProcess?[] _silos;
    private readonly Dictionary<string, string> _settings;
    private ChildProcess? _gateway;
    private string _silo = "Cluster.ProbedSilo.dll";

    private LoopbackCluster(int silos, IReadOnlyDictionary<string, string>? settings)
    {
        var ports = LoopbackPorts.Free((3 * silos) + 1);
        (_siloPorts, _clientPorts, _healthPorts, _gatewayPort) = (ports[..silos], ports[silos..(2 * silos)], ports[(2 * silos)..(3 * silos)], ports[^1]);
        _silos = new ChildProcess?[silos];
        _settings = settings?.ToDictionary() ?? [];
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_gatewayPort}"), Timeout = TimeSpan.FromSeconds(90) };
        PrismModel.Create(_folder.Path("models"));
        Directory.CreateDirectory(_folder.Path("logs"));
        Directory.CreateDirectory(Artifacts);
    }

    /// <summary>Speaks to the gateway.</summary>
    public HttpClient Http { get; }

    public RedisServer Redis { get; private set; } = null!;

    public FakeQdrantServer Qdrant { get; private set; } = null!;

    public string Artifacts => _folder.Path("artifacts");

    public IReadOnlyList<ChildProcess?> Silos => _silos;

    public string Folder(string name) => _folder.Path(name);

    /// <summary>Starts Redis, the silos (as they are, or <paramref name="probed"/>) and the gateway. Skips the test where there is no Redis.</summary>
    public static async Task<LoopbackCluster> StartAsync(
        int silos, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? settings = null, int? started = null, bool probed = true)
    {
        var cluster = new LoopbackCluster(silos, settings) { _silo = probed ? "Cluster.ProbedSilo.dll" : "Cluster.SiloHost.dll" };
        try
        {
            cluster.Redis = await RedisServer.StartAsync(cluster._folder.Path("redis"), cancellationToken);
            cluster.Qdrant = await FakeQdrantServer.StartAsync();
            cluster.Qdrant.State.KeepsCalls = false;
            for (var i = 0; i < (started ?? silos); i++)
            {
                cluster.StartSilo(i);
            }

            cluster._gateway = ChildProcess.StartDotnet(
                cluster._folder.Path("logs", "gateway.log"), "Cluster.GatewayHost.dll", [.. cluster.Common(), new("GatewayHost__Port", $"{cluster._gatewayPort}")]);
            await cluster.UntilAliveAsync(cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo that does not run; its ports and name are always the same.</summary>
    public void StartSilo(int i, IReadOnlyDictionary<string, string>? more = null) => _silos[i] = ChildProcess.StartDotnet(
        _folder.Path("logs", $"silo{i}.log"),
        _silo,
        [
            .. Common(),
            new("Cluster__SiloName", $"silo{i}"),
            new("Cluster__SiloPort", $"{_siloPorts[i]}"),
            new("Cluster__ClientGatewayPort", $"{_clientPorts[i]}"),
            new("SiloHost__HealthPort", $"{_healthPorts[i]}"),
            new("Encoders__ModelFolders__0", _folder.Path("models")),
            new("Artifacts__Folder", Artifacts),
            .. more ?? new Dictionary<string, string>(),
        ]);

    /// <summary>What a silo has written, over all its lives.</summary>
    public string LogOf(int i)
    {
        var file = _folder.Path("logs", $"silo{i}.log");
        using var reader = new StreamReader(new FileStream(file, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <summary>Waits for something that is looked at again and again.</summary>
    public async Task UntilAsync(string what, Func<bool> holds, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!holds())
        {
            try
            {
                await pace.WaitForNextTickAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It did not come to pass: {what}\n{Logs()}");
            }
        }
    }

    /// <summary>The points there are.</summary>
    public int Points => Qdrant.State.Collections.Values.Sum(static collection => collection.Points.Count);

    public async Task KillSiloAsync(int i)
    {
        await _silos[i]!.KillAsync();
        await _silos[i]!.DisposeAsync();
        _silos[i] = null;
    }

    /// <summary>Asks a silo to end, and waits for it; its exit code.</summary>
    public async Task<int> EndSiloAsync(int i, CancellationToken cancellationToken)
    {
        await _silos[i]!.SignalAsync("TERM");
        await _silos[i]!.WaitAsync(cancellationToken);
        var code = _silos[i]!.ExitCode;
        await _silos[i]!.DisposeAsync();
        _silos[i] = null;
        return code;
    }

    /// <summary>What a silo's own health endpoint says.</summary>
    public async Task<(HttpStatusCode Status, string Body)> HealthAsync(int i, string path, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{_healthPorts[i]}{path}"), cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    public async Task SubmitAsync(
        string id,
        string folder,
        int partitionSize,
        CancellationToken cancellationToken,
        int checkpointInterval = 128,
        double? weight = null,
        string corpus = "colours",
        string collection = "photos",
        string encoder = PrismModel.Name)
    {
        var answer = await Http.PostAsJsonAsync(
            "/v1/jobs", new { id, corpus = new { name = corpus, location = folder, partitionSize }, collection, encoder, checkpointInterval, weight }, cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The job as the gateway shows it; null when it cannot just now.</summary>
    public async Task<JsonElement?> ShowAsync(string job, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync($"/v1/jobs/{job}", cancellationToken);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement : null;
    }

    /// <summary>Waits until a job has come as far.</summary>
    public async Task<JsonElement> UntilAsync(string job, Func<JsonElement, bool> reached, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        JsonElement? last = null;
        try
        {
            while (true)
            {
                last = await ShowAsync(job, either.Token) ?? last;
                if (last is { } view && reached(view))
                {
                    return view;
                }

                await pace.WaitForNextTickAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Job {job} did not come that far: {last}\n{Logs()}");
        }
    }

    /// <summary>The last lines of every process.</summary>
    public string Logs() => string.Join('\n', Directory.GetFiles(_folder.Path("logs")).Order().Select(static file =>
        $"--- {Path.GetFileName(file)}\n{string.Join('\n', File.ReadLines(file).TakeLast(40))}"));

    public async ValueTask DisposeAsync()
    {
        if (Environment.GetEnvironmentVariable("CLUSTER_TEST_LOGS") is { Length: > 0 } keep)
        {
            Directory.CreateDirectory(keep);
            foreach (var file in Directory.GetFiles(_folder.Path("logs")))
            {
                File.Copy(file, Path.Combine(keep, Path.GetFileName(file)), overwrite: true);
            }
        }

        foreach (var process in _silos.Append(_gateway))
        {
            await (process?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await (Redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Qdrant?.DisposeAsync() ?? ValueTask.CompletedTask);
        Http.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<KeyValuePair<string, string>> Common() =>
    [
        new("ConnectionStrings__redis", Redis.ConnectionString),
        new("ConnectionStrings__qdrant", Qdrant.Address.ToString()),
        new("Cluster__ClusterId", "tested"),
        new("Cluster__ResponseTimeout", "00:00:10"),
        new("Logging__LogLevel__Cluster", "Debug"),
        .. _settings,
    ];

    private async Task UntilAliveAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            Assert.False(_gateway!.HasExited || Array.Exists(_silos, static silo => silo is { HasExited: true }), $"A process ended at start:\n{Logs()}");
            try
            {
                using var answer = await Http.GetAsync("/v1/jobs", limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
