using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Cluster.Encoders.Telemetry;

/// <summary>
/// Memory of the devices that this process may use. GPUs are asked for by <c>nvidia-smi</c>, which comes with every driver and into every container that
/// has a GPU; asking takes a while, so a reader gets what was seen last and never waits.
/// </summary>
/// <param name="program">What is asked; where it is missing there are no GPUs.</param>
public sealed class DeviceMemory(string program = "nvidia-smi")
{
    private const long Mebi = 1 << 20;
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(15);
    private static readonly string[] Question = ["--query-gpu=index,memory.used,memory.total", "--format=csv,noheader,nounits"];

    private IReadOnlyList<DeviceReading> _gpus = [];
    private long _askedAt;
    private int _asking;

    /// <summary>What was seen last, this process first.</summary>
    public IReadOnlyList<DeviceReading> Read()
    {
        if ((_askedAt == 0 || Stopwatch.GetElapsedTime(_askedAt) > KeepFor) && Interlocked.Exchange(ref _asking, 1) == 0)
        {
            _ = Task.Run(AskAsync);
        }

        return [new DeviceReading("cpu", Environment.WorkingSet, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), .. Volatile.Read(ref _gpus)];
    }

    private async Task AskAsync()
    {
        try
        {
            using var asked = Process.Start(new ProcessStartInfo(program, Question) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (asked is not null)
            {
                _ = asked.StandardError.ReadToEndAsync();
                var answer = await asked.StandardOutput.ReadToEndAsync();
                await asked.WaitForExitAsync();
                Volatile.Write(ref _gpus, asked.ExitCode == 0 ? Parse(answer) : []);
            }

            _askedAt = Stopwatch.GetTimestamp();
            Volatile.Write(ref _asking, 0);
        }
        catch (Win32Exception)
        {
            // No such program: it is not asked again.
        }
    }

    // A line a GPU: "0, 1234, 81559", in MiB; "[N/A]" where a GPU does not tell.
    private static List<DeviceReading> Parse(string answer)
    {
        List<DeviceReading> gpus = [];
        foreach (var line in answer.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(',', StringSplitOptions.TrimEntries);
            if (parts.Length == 3 && Number(parts[1]) is { } used && Number(parts[2]) is { } limit)
            {
                gpus.Add(new DeviceReading($"nvidia:{parts[0]}", used * Mebi, limit * Mebi));
            }
        }

        return gpus;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
