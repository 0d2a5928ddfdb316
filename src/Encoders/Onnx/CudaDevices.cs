using System.ComponentModel;
using System.Globalization;

namespace Cluster.Encoders.Onnx;

/// <summary>The GPUs that this process could use.</summary>
public static class CudaDevices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Ordinal and memory in MiB of each; empty where the native ONNX Runtime has no CUDA, or the machine no driver.</summary>
    public static IReadOnlyList<(int Ordinal, int MemoryMiB)> Find()
    {
        try
        {
            if (!OnnxSessions.Offered().Contains(ExecutionProvider.Cuda))
            {
                return [];
            }

            using var patience = new CancellationTokenSource(Patience);
            var gpus = Task.Run(() => NvidiaSmi.AskAsync(NvidiaSmi.Program, "index,memory.total", patience.Token)).GetAwaiter().GetResult();
            return Parse(gpus);
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or DllNotFoundException or TypeInitializationException or OperationCanceledException)
        {
            // No native runtime, no driver, or none that tells.
            return [];
        }
    }

    private static IReadOnlyList<(int Ordinal, int MemoryMiB)> Parse(IReadOnlyList<string[]> gpus) =>
    [
        .. from gpu in gpus
           where gpu.Length == 2
           let ordinal = int.TryParse(gpu[0], NumberStyles.None, CultureInfo.InvariantCulture, out var o) ? o : -1
           let memory = int.TryParse(gpu[1], NumberStyles.None, CultureInfo.InvariantCulture, out var m) ? m : -1
           where ordinal >= 0 && memory >= 0
           select (ordinal, memory),
    ];
}
