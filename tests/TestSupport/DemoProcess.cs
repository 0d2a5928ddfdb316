using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Cluster.TestSupport;

/// <summary>The demo as a real process, started from a folder of its own. The test project references Standalone, so that the program lies beside the test.</summary>
public sealed class DemoProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private DemoProcess(string folder, IReadOnlyDictionary<string, string>? environment, string[] arguments, bool network = true)
    {
        var start = new ProcessStartInfo(network ? "dotnet" : "unshare") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var word in network ? (string[])[] : ["-rn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh", "dotnet"])
        {
            start.ArgumentList.Add(word);
        }

        start.ArgumentList.Add(System.IO.Path.Combine(AppContext.BaseDirectory, "Cluster.Standalone.dll"));
        start.ArgumentList.Add("demo");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>What it reported.</summary>
    public JsonElement Report { get; private set; }

    /// <summary>Where it serves.</summary>
    public Uri Address => new(Report.GetProperty("address").GetString()!);

    /// <summary>Runs it to its end: exit code, all of its output stream, all of its error stream.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, CancellationToken cancellationToken, params string[] arguments) =>
        EndAsync(new DemoProcess(folder, null, arguments), cancellationToken);

    /// <summary>The same in a network namespace (Linux) that holds nothing but loopback.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunWithoutNetworkAsync(string folder, CancellationToken cancellationToken, params string[] arguments) =>
        EndAsync(new DemoProcess(folder, null, arguments, network: false), cancellationToken);

    private static async Task<(int ExitCode, string Output, string Error)> EndAsync(DemoProcess process, CancellationToken cancellationToken)
    {
        await using var demo = process;
        var output = await demo._process.StandardOutput.ReadToEndAsync(cancellationToken);
        await demo._process.WaitForExitAsync(cancellationToken);
        return (demo._process.ExitCode, output, demo.Log());
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<DemoProcess> ServeAsync(string folder, int count, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var demo = new DemoProcess(folder, environment, ["--json", "--port", "0", "--count", $"{count}"]);
        try
        {
            demo.Report = JsonDocument.Parse(await demo.ReadReportAsync(cancellationToken)).RootElement;
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    // The object ends with the first brace that is not indented.
    private async Task<string> ReadReportAsync(CancellationToken cancellationToken)
    {
        var report = new StringBuilder();
        string? line;
        do
        {
            line = await _process.StandardOutput.ReadLineAsync(cancellationToken);
            report.AppendLine(line);
        }
        while (line is not (null or "}"));
        Assert.True(line is not null, $"The demo ended before it served: {Log()}");
        return report.ToString();
    }

    private string Log()
    {
        lock (_log)
        {
            return _log.ToString();
        }
    }
}
