using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Cluster.Imaging.Isolation;

/// <summary>Gives a pipe room for a whole picture or tile, where the system can: with the usual 64 KiB each takes several hand-overs from one process to the other.</summary>
internal static partial class WidePipe
{
    private const int SetSize = 1_031;
    private const int Room = 256 << 10;

    /// <summary>Widens it, or leaves it as it is.</summary>
    public static Stream Widen(Stream stream)
    {
        if (OperatingSystem.IsLinux() && stream is PipeStream pipe)
        {
            // Refused where the user has too many wide pipes already; then it stays narrow.
            _ = Control((int)pipe.SafePipeHandle.DangerousGetHandle(), SetSize, Room);
        }

        return stream;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);
}
