using System.Globalization;

namespace Cluster.Cli.Hub.Pulling;

/// <summary>Whether a model fits on the disk, asked before the first byte.</summary>
internal static class DiskSpace
{
    private const long Margin = 64 << 20;

    /// <exception cref="CliException">It does not.</exception>
    public static void Require(string folder, decimal bytes)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (bytes + Margin > free)
        {
            throw new CliException(ExitCode.Failed, $"The disk of '{folder}' has {InWords(free)} free, and the model needs {InWords(bytes)} more. Make room, or choose another folder with --models.");
        }
    }

    /// <summary>A size for people.</summary>
    public static string InWords(decimal bytes) => bytes switch
    {
        >= 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):N1} GiB"),
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):N1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 10):N1} KiB"),
    };
}
