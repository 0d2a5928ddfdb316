using System.Globalization;

namespace Cluster.Bench.Common;

/// <summary>What the matrix units of a GPU can do at most, by the name that its driver gives: the vendor's data sheet, dense 16-bit floats, in teraflops.</summary>
public static class MatrixPeak
{
    /// <summary>The environment variable with the peak of a device that is not in the table, or runs under another limit.</summary>
    public const string Variable = "CLUSTER_BENCH_PEAK_TFLOPS";

    private static readonly char[] Between = [' ', '-', '_', '/'];

    // The first row all of whose words the name has. Where the sheet has only a figure with sparsity, half of it.
    private static readonly (string[] Words, double Teraflops)[] Sheets =
    [
        (["H100", "PCIe"], 756), (["H100", "NVL"], 835), (["H100"], 989), (["H200", "NVL"], 835), (["H200"], 989), (["GH200"], 989),
        (["A100"], 312), (["A30"], 165), (["A10"], 125), (["A10G"], 70), (["L4"], 121), (["L40"], 181), (["L40S"], 362),
        (["T4"], 65), (["V100", "PCIE"], 112), (["V100"], 125), (["V100S"], 130),
    ];

    /// <summary>The peak of a device; null for one that is not known.</summary>
    public static double? Of(string device)
    {
        var words = device.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        foreach (var (wanted, teraflops) in Sheets)
        {
            if (wanted.All(word => words.Contains(word, StringComparer.OrdinalIgnoreCase)))
            {
                return teraflops;
            }
        }

        return null;
    }

    /// <summary>What <see cref="Variable"/> says, else <see cref="Of(string)"/>.</summary>
    public static double? Of(string device, string? stated) =>
        double.TryParse(stated, NumberStyles.Float, CultureInfo.InvariantCulture, out var peak) && peak > 0 ? peak : Of(device);
}
