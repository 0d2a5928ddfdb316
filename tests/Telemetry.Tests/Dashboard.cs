using System.Diagnostics;
using System.Text.Json;
using Cluster.Telemetry.Tests;
using Cluster.TestSupport;

[assembly: AssemblyFixture(typeof(Dashboard))]

namespace Cluster.Telemetry.Tests;

/// <summary>The real Aspire dashboard on free ports of loopback, started as ./dashboard.sh starts it.</summary>
public sealed class Dashboard : IAsyncLifetime
{
    private readonly int[] _ports = Ports.Free(3);
    private readonly HttpClient _http = new();
    private Process? _process;

    /// <summary>Where it takes OTLP over gRPC; skips the test where it is not installed.</summary>
    public string Otlp
    {
        get
        {
            Assert.SkipWhen(_process is null, "needs the Aspire dashboard: run tests/dashboard/install.sh");
            return $"http://127.0.0.1:{_ports[1]}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        var program = RepositoryFolder.Path(".cache", "aspire", "node_modules", "@microsoft", "aspire-cli-linux-x64", "bin", "aspire");
        if (!File.Exists(program))
        {
            return;
        }

        var start = new ProcessStartInfo(RepositoryFolder.Path("dashboard.sh")) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DASHBOARD_URL"] = $"http://127.0.0.1:{_ports[0]}";
        start.Environment["DASHBOARD_OTLP_URL"] = $"http://127.0.0.1:{_ports[1]}";
        start.Environment["DASHBOARD_OTLP_HTTP_URL"] = $"http://127.0.0.1:{_ports[2]}";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _http.BaseAddress = new Uri(start.Environment["DASHBOARD_URL"]!);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            Assert.False(_process.HasExited, "The dashboard ended at start; run ./dashboard.sh by hand to see why.");
            try
            {
                using var answer = await _http.GetAsync("/api/telemetry/resources", limit.Token);
                if (answer.IsSuccessStatusCode)
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

    /// <summary>The names of the services that sent something.</summary>
    public async Task<IReadOnlyList<string>> ResourcesAsync(CancellationToken token) =>
        [.. (await ReadAsync("/api/telemetry/resources", token)).EnumerateArray().Select(static resource => resource.GetProperty("name").GetString()!)];

    /// <summary>All spans that arrived from a service, by trace.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Span>>> TracesAsync(string service, CancellationToken token)
    {
        var answer = await ReadAsync($"/api/telemetry/traces?limit=1000&resource={service}", token);
        return
        [
            .. from resource in answer.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
               from scope in resource.GetProperty("scopeSpans").EnumerateArray()
               from span in scope.GetProperty("spans").EnumerateArray()
               let read = Span.Of(scope.GetProperty("scope").GetProperty("name").GetString()!, span)
               group read by read.Trace into trace
               select (IReadOnlyList<Span>)[.. trace],
        ];
    }

    /// <summary>Waits until a log record of this event arrived from the service; log records travel apart from spans.</summary>
    public async Task UntilEventAsync(string service, long id, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        IReadOnlyList<long> ids = [];
        try
        {
            while (!(ids = await EventIdsAsync(service, limit.Token)).Contains(id))
            {
                await pace.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            throw new Xunit.Sdk.XunitException($"No log record of event {id} arrived. There are: {string.Join(", ", ids.Distinct())}");
        }
    }

    private async Task<IReadOnlyList<long>> EventIdsAsync(string service, CancellationToken token)
    {
        var answer = await ReadAsync($"/api/telemetry/logs?limit=1000&resource={service}", token);
        return
        [
            .. from resource in answer.GetProperty("data").GetProperty("resourceLogs").EnumerateArray()
               from scope in resource.GetProperty("scopeLogs").EnumerateArray()
               from record in scope.GetProperty("logRecords").EnumerateArray()
               from attribute in record.GetProperty("attributes").EnumerateArray()
               where attribute.GetProperty("key").GetString() == "logrecord.event.id"
               select long.Parse(attribute.GetProperty("value").EnumerateObject().Single().Value.ToString(), System.Globalization.CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>Waits until a trace of the service is as wanted.</summary>
    public async Task<IReadOnlyList<Span>> UntilTraceAsync(string service, string what, Func<IReadOnlyList<Span>, bool> wanted, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        IReadOnlyList<IReadOnlyList<Span>> traces = [];
        try
        {
            while (true)
            {
                traces = await TracesAsync(service, limit.Token);
                if (traces.FirstOrDefault(wanted) is { } found)
                {
                    return found;
                }

                await pace.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            var seen = traces.Select(static trace => string.Join(", ", trace.Select(static span => $"{span.Scope}: {span.Name}")));
            throw new Xunit.Sdk.XunitException($"No trace shows {what}. There are:\n{string.Join("\n", seen)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _http.Dispose();
    }

    private async Task<JsonElement> ReadAsync(string path, CancellationToken token) => JsonDocument.Parse(await _http.GetStringAsync(path, token)).RootElement;
}
