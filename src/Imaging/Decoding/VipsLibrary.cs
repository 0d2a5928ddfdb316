namespace Cluster.Imaging.Decoding;

/// <summary>libvips, set up once: one thread a picture (the callers bring the parallelism), nothing cached, no fuzz-prone loaders.</summary>
internal static class VipsLibrary
{
    private static readonly bool Ready = SetUp();

    public static void Ensure() => _ = Ready;

    private static bool SetUp()
    {
        NetVips.NetVips.Concurrency = 1;
        NetVips.Cache.Max = 0;
        NetVips.Cache.MaxMem = 0;
        NetVips.Cache.MaxFiles = 0;
        NetVips.NetVips.BlockUntrusted = true;
        return true;
    }
}
