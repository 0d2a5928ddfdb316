using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Cluster.Bench.Common;

/// <summary>How busy a GPU is, beside a measurement: one <c>nvidia-smi</c> that tells it five times a second.</summary>
public sealed class GpuSampler : IAsyncDisposable
{
    /// <summary>What comes with every driver.</summary>
    public const string Program = "nvidia-smi";

    private const string Fields = "name,driver_version,utilization.gpu";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly Task _reading;
    private double _sum;
    private int _count;

    private GpuSampler(Process process, string[] first)
    {
        (_process, Device, Driver) = (process, first[0], first[1]);
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>The device's name, such as "NVIDIA H100 80GB HBM3".</summary>
    public string Device { get; }

    /// <summary>The driver's version.</summary>
    public string Driver { get; }

    /// <summary>How often it was told since the last <see cref="Take"/>.</summary>
    public int Samples
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Null where there is no such program, or it tells of no device.</summary>
    /// <param name="device">The device as the program knows it: an ordinal, a UUID or an address on the bus.</param>
    /// <param name="program">What is asked.</param>
    public static async Task<GpuSampler?> StartAsync(string device = "0", string program = Program)
    {
        try
        {
            var process = Process.Start(
                new ProcessStartInfo(program, [$"--id={device}", $"--query-gpu={Fields}", "--format=csv,noheader,nounits", "-lms", "200"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            if (await FirstAsync(process) is { } first)
            {
                return new(process, first);
            }

            End(process);
            process.Dispose();
        }
        catch (Win32Exception)
        {
            // No such program, and so no driver.
        }

        return null;
    }

    /// <summary>The mean of what was told since the last call, in percent; null when nothing was (a part of a divided GPU does not tell).</summary>
    public double? Take()
    {
        lock (_lock)
        {
            double? mean = _count == 0 ? null : _sum / _count;
            (_sum, _count) = (0, 0);
            return mean;
        }
    }

    /// <summary>Ends the program.</summary>
    public async ValueTask DisposeAsync()
    {
        End(_process);
        await _reading;
        _process.Dispose();
    }

    // A driver that hangs, as one does whose device has fallen off the bus, tells nothing.
    private static async Task<string[]?> FirstAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return Split(await process.StandardOutput.ReadLineAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Split(line) is { } told && double.TryParse(told[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var percent))
            {
                lock (_lock)
                {
                    (_sum, _count) = (_sum + percent, _count + 1);
                }
            }
        }
    }

    private static string[]? Split(string? line) => line?.Split(',', StringSplitOptions.TrimEntries) is { Length: 3 } told ? told : null;

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }
    }
}
