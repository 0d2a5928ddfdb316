using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Cluster.Encoders.Onnx;

namespace Cluster.Encoders.Telemetry;

/// <summary>
/// Memory of the devices that this process may use. Asking for GPUs takes a while, so a reader gets what was seen last and never
/// waits.
/// </summary>
/// <param name="program">What is asked; where it is missing there are no GPUs.</param>
public sealed class DeviceMemory(string program = NvidiaSmi.Program)
{
    private const long Mebi = 1 << 20;
    private static readonly TimeSpan KeepFor = TimeSpan.FromSeconds(15);

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
            Volatile.Write(ref _gpus, Parse(await NvidiaSmi.AskAsync(program, "index,memory.used,memory.total", CancellationToken.None)));
            _askedAt = Stopwatch.GetTimestamp();
            Volatile.Write(ref _asking, 0);
        }
        catch (Win32Exception)
        {
            // No such program: it is not asked again.
        }
    }

    // "0", "1234", "81559", in MiB; "[N/A]" where a GPU does not tell.
    private static List<DeviceReading> Parse(IReadOnlyList<string[]> answer)
    {
        List<DeviceReading> gpus = [];
        foreach (var gpu in answer)
        {
            if (gpu.Length == 3 && Number(gpu[1]) is { } used && Number(gpu[2]) is { } limit)
            {
                gpus.Add(new DeviceReading($"nvidia:{gpu[0]}", used * Mebi, limit * Mebi));
            }
        }

        return gpus;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
