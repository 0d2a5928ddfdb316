using Cluster.Imaging.Isolation;

namespace Cluster.Silo;

/// <summary>Lets a host's program be the decoding process of its own jobs.</summary>
public static class DecodeWorkers
{
    /// <summary>
    /// To be called first thing in the program of a host: true when it was started to decode, which it then has done. Without the call, pictures are
    /// decoded in the host's own process.
    /// </summary>
    public static bool TryRun(string[] args) => DecodeWorkerProgram.TryRun(args);
}
