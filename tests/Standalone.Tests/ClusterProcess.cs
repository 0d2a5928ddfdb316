using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Cluster.Standalone.Tests;

/// <summary>A real Standalone process on free loopback ports, which can be killed.</summary>
internal sealed class ClusterProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ClusterProcess(Process process, int port)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    /// <summary>Starts Standalone as it ships.</summary>
    public static Task<ClusterProcess> StartAsync(string data, string modelFolder, CancellationToken cancellationToken) =>
        StartAsync("Cluster.Standalone.dll", data, modelFolder, [], cancellationToken);

    /// <summary>Starts Standalone with its encoder probed (tests/ProbedStandalone says how, by the settings).</summary>
    public static Task<ClusterProcess> StartProbedAsync(
        string data, string modelFolder, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartAsync("Cluster.ProbedStandalone.dll", data, modelFolder, settings, cancellationToken);

    private static async Task<ClusterProcess> StartAsync(
        string program, string data, string modelFolder, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var ports = FreePorts(3);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = data };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        start.Environment["Standalone__Port"] = $"{ports[0]}";
        start.Environment["Standalone__SiloPort"] = $"{ports[1]}";
        start.Environment["Standalone__ClientGatewayPort"] = $"{ports[2]}";
        start.Environment["Standalone__DataFolder"] = data;
        start.Environment["Encoders__ModelFolders__0"] = modelFolder;
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var cluster = new ClusterProcess(process, ports[0]);
        await cluster.UntilAliveAsync(cancellationToken);
        return cluster;
    }

    public async Task<JsonElement> SubmitAsync(string id, string name, string folder, string collection, string encoder, int checkpointInterval = 64)
    {
        var answer = await Http.PostAsJsonAsync("/v1/jobs", new { id, corpus = new { name, location = folder }, collection, encoder, checkpointInterval });
        return await ReadAsync(answer);
    }

    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path));

    public async Task<JsonElement> UntilOverAsync(string job, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            var view = await GetAsync($"/v1/jobs/{job}");
            if (view.GetProperty("isOver").GetBoolean())
            {
                return view;
            }

            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>The most memory that was resident so far, in bytes (VmHWM of /proc).</summary>
    public long PeakMemory()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024;
    }


    /// <summary>kill -9, as a power switch would do to the process.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

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

    private async Task UntilAliveAsync(CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await pace.WaitForNextTickAsync(cancellationToken))
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

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        var ports = listeners.Select(static listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
        {
            listener.Stop();
        }

        return ports;
    }
}
