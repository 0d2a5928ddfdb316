using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Cluster.TestSupport;

/// <summary>A real Standalone process on free loopback ports, which can be killed. The test project must reference Standalone.</summary>
public sealed class ClusterProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log;

    private ClusterProcess(Process process, int port, ConcurrentQueue<string> log)
    {
        _process = process;
        _log = log;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Speaks to its gateway, at its base address.</summary>
    public HttpClient Http { get; }

    /// <summary>All that it has logged so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts Standalone as it ships.</summary>
    public static Task<ClusterProcess> StartAsync(string data, string modelFolder, CancellationToken cancellationToken) =>
        StartAsync("Cluster.Standalone.dll", data, modelFolder, [], cancellationToken);

    /// <summary>Starts Standalone as it ships, with settings.</summary>
    public static Task<ClusterProcess> StartAsync(
        string data, string modelFolder, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartAsync("Cluster.Standalone.dll", data, modelFolder, settings, cancellationToken);

    /// <summary>Starts Standalone with its encoder probed (tests/ProbedStandalone says how, by the settings).</summary>
    public static Task<ClusterProcess> StartProbedAsync(
        string data, string modelFolder, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartAsync("Cluster.ProbedStandalone.dll", data, modelFolder, settings, cancellationToken);

    /// <summary>Starts Standalone probed and does not wait until it serves: it may end before.</summary>
    public static ClusterProcess LaunchProbed(string data, string modelFolder, IReadOnlyDictionary<string, string> settings) =>
        Launch("Cluster.ProbedStandalone.dll", data, modelFolder, settings);

    private static async Task<ClusterProcess> StartAsync(
        string program, string data, string modelFolder, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var cluster = Launch(program, data, modelFolder, settings);
        await cluster.UntilAliveAsync(cancellationToken);
        return cluster;
    }

    private static ClusterProcess Launch(string program, string data, string modelFolder, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var ports = Ports.Free(3);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        start.Environment["Standalone__Port"] = $"{ports[0]}";
        start.Environment["Standalone__SiloPort"] = $"{ports[1]}";
        start.Environment["Standalone__ClientGatewayPort"] = $"{ports[2]}";
        start.Environment["Standalone__DataFolder"] = data;
        start.Environment["Encoders__ModelFolders__0"] = modelFolder;

        // What a dashboard of the person at this machine shows is theirs.
        start.Environment["Standalone__FindDashboard"] = "false";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;

        // What it says is also written down for the person who looks for a fault.
        var file = Environment.GetEnvironmentVariable("CLUSTER_TEST_LOGS") is { Length: > 0 } folder
            ? TextWriter.Synchronized(new StreamWriter(Path.Combine(folder, $"{process.Id}.log")) { AutoFlush = true })
            : TextWriter.Null;
        var log = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ClusterProcess(process, ports[0], log);

        void Note(string? line)
        {
            file.WriteLine(line);
            if (line is not null)
            {
                log.Enqueue(line);
            }
        }
    }

    /// <summary>Submits a job over a folder.</summary>
    public async Task<JsonElement> SubmitAsync(string id, string name, string folder, string collection, string encoder, int checkpointInterval = 64)
    {
        var answer = await Http.PostAsJsonAsync("/v1/jobs", new { id, corpus = new { name, location = folder }, collection, encoder, checkpointInterval });
        return await ReadAsync(answer);
    }

    /// <summary>Submits a job as it stands.</summary>
    public async Task<JsonElement> SubmitAsync(object job) => await ReadAsync(await Http.PostAsJsonAsync("/v1/jobs", job));

    /// <summary>A successful answer.</summary>
    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path));

    /// <summary>Waits until a job is over and gives it as it stands then.</summary>
    public async Task<JsonElement> UntilOverAsync(string job, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            var view = await GetAsync($"/v1/jobs/{job}");
            if (view.GetProperty("isOver").GetBoolean())
            {
                return view;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Starts a long operation and waits for its end; it has to complete.</summary>
    public async Task<JsonElement> OperateAsync(string path, CancellationToken cancellationToken) =>
        await UntilOperatedAsync(await ReadAsync(await Http.PostAsync(path, null, cancellationToken)), cancellationToken);

    /// <summary>Waits for the end of an operation; it must be completed.</summary>
    public async Task<JsonElement> UntilOperatedAsync(JsonElement operation, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (operation.GetProperty("state").GetString() == "running")
        {
            await pace.WaitForNextTickAsync(limit.Token);
            operation = await GetAsync($"/v1/operations/{operation.GetProperty("id").GetString()}");
        }

        Assert.True(operation.GetProperty("state").GetString() == "completed", operation.ToString());
        return operation;
    }

    /// <summary>The most memory that was resident so far, in bytes (VmHWM of /proc).</summary>
    public long PeakMemory()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024;
    }

    /// <summary>From now on <see cref="PeakMemory"/> counts from what is resident now (5 to clear_refs of /proc).</summary>
    public void ForgetPeakMemory() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    /// <summary>The memory that is resident now, in bytes, of the process and of those it started (VmRSS of /proc).</summary>
    public long ResidentMemory()
    {
        long total = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                var status = File.ReadLines(Path.Combine(folder, "status")).Select(static line => line.Split((char[])[':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                    .Where(static parts => parts[0] is "Pid" or "PPid" or "VmRSS").ToDictionary(static parts => parts[0], static parts => long.Parse(parts[1]));
                total += status["Pid"] == _process.Id || status["PPid"] == _process.Id ? status.GetValueOrDefault("VmRSS") * 1024 : 0;
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return total;
    }

    /// <summary>Whether the process is gone; processes that it started may still be about to notice.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until the process has ended by itself.</summary>
    public Task UntilEndedAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>kill -9, as a power switch would do to the process.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Http.Dispose();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Waits until it serves.</summary>
    public async Task UntilAliveAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await pace.WaitForNextTickAsync(limit.Token))
        {
            Assert.False(_process.HasExited, "Standalone ended at start; run it by hand to see why.");
            try
            {
                using var answer = await Http.GetAsync("/alive", cancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }
}
