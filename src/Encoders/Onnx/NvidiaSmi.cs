using System.Diagnostics;

namespace Cluster.Encoders.Onnx;

/// <summary>Asks the driver about its GPUs by <c>nvidia-smi</c>, which comes with every driver and into every container that has a GPU.</summary>
internal static class NvidiaSmi
{
    public const string Program = "nvidia-smi";

    /// <summary>The values of <paramref name="fields"/>, comma-separated, of each GPU, sizes in MiB; none where the driver refuses.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, and so no driver.</exception>
    public static async Task<IReadOnlyList<string[]>> AskAsync(string program, string fields, CancellationToken cancellationToken)
    {
        using var asked = Process.Start(
            new ProcessStartInfo(program, [$"--query-gpu={fields}", "--format=csv,noheader,nounits"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            _ = asked.StandardError.ReadToEndAsync(cancellationToken);
            var answer = await asked.StandardOutput.ReadToEndAsync(cancellationToken);
            await asked.WaitForExitAsync(cancellationToken);
            return asked.ExitCode == 0
                ? [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static line => line.Split(',', StringSplitOptions.TrimEntries))]
                : [];
        }
        catch (OperationCanceledException)
        {
            asked.Kill();
            throw;
        }
    }
}
