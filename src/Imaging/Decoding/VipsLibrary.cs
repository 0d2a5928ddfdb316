using NetVips;

namespace Cluster.Imaging.Decoding;

/// <summary>libvips, set up once: one thread a picture (the callers bring the parallelism), nothing cached, no fuzz-prone loaders.</summary>
internal static class VipsLibrary
{
    // Warnings about a picture would go to standard error, one a file; faults come back as failures. The field keeps the callback alive.
    private static readonly Log.LogDelegate Silent = static (_, _, _) => { };
    private static readonly bool Ready = SetUp();

    public static void Ensure() => _ = Ready;

    private static bool SetUp()
    {
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;
        NetVips.NetVips.BlockUntrusted = true;
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, Silent);
        return true;
    }
}
