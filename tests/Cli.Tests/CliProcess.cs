using System.Diagnostics;
using System.Text;

namespace Cluster.Cli.Tests;

/// <summary>The real program <c>cluster</c> as a process whose streams are pipes, as in a script.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task<string> _out;
    private readonly Task _errorRead;
    private readonly TaskCompletionSource _spoke = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CliProcess(Process process)
    {
        _process = process;
        _out = process.StandardOutput.ReadToEndAsync();
        _errorRead = ReadErrorsAsync();
    }

    /// <summary>Done when it wrote its first line to standard error, or ended without one.</summary>
    public Task Spoke => _spoke.Task.WaitAsync(Patience);

    public static CliProcess Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "cluster.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var name in new[] { "CLUSTER_GATEWAY", "HF_ENDPOINT", "HF_TOKEN" })
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new CliProcess(process);
    }

    public static async Task<CliRun> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using var cli = Start(environment, args);
        return await cli.EndAsync();
    }

    /// <summary>What Ctrl+C does.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end; a program that hangs is killed and fails the test.</summary>
    public async Task<CliRun> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"cluster did not end within {Patience}: {_error}");
        }

        await _errorRead;
        return new CliRun(_process.ExitCode, await _out, _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _error.Append(line).Append('\n');
            _spoke.TrySetResult();
        }

        _spoke.TrySetResult();
    }
}
