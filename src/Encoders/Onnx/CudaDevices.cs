using System.ComponentModel;
using System.Diagnostics;
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

            using var process = Process.Start(new ProcessStartInfo("nvidia-smi", ["--query-gpu=index,memory.total", "--format=csv,noheader,nounits"]) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(Patience) && process.ExitCode == 0)
            {
                return Parse(output.GetAwaiter().GetResult());
            }

            process.Kill();
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or DllNotFoundException or TypeInitializationException)
        {
            // No native runtime, no driver, or none that tells.
        }

        return [];
    }

    /// <summary>Reads the driver's lines: <c>0, 81559</c>.</summary>
    internal static IReadOnlyList<(int Ordinal, int MemoryMiB)> Parse(string lines) =>
    [
        .. from line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           let parts = line.Split(',', StringSplitOptions.TrimEntries)
           where parts.Length == 2
           let ordinal = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var o) ? o : -1
           let memory = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var m) ? m : -1
           where ordinal >= 0 && memory >= 0
           select (ordinal, memory),
    ];
}
