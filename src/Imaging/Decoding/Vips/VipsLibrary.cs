using System.Reflection;
using System.Runtime.InteropServices;
using NetVips;

namespace Cluster.Imaging.Decoding.Vips;

/// <summary>libvips, set up once: one thread a picture (the callers bring the parallelism), nothing cached, no fuzz-prone loaders.</summary>
internal static unsafe class VipsLibrary
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
        NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, Resolve);

        // Rows are read in place from a region; should its layout ever differ, nothing may be read.
        GTypeQuery query = default;
        VipsApi.QueryType(VipsApi.RegionType(), &query);
        if (query.InstanceSize != VipsRegion.Bytes)
        {
            throw new NotSupportedException($"This libvips has regions of {query.InstanceSize} bytes; {VipsRegion.Bytes} were expected. Use the NetVips.Native of this build.");
        }

        return true;
    }

    // The same native library as NetVips', looked for beside it.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        var file = (name, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()) switch
        {
            (VipsApi.Library, true, _) => "libvips-42.dll",
            (VipsApi.ObjectLibrary, true, _) => "libgobject-2.0-0.dll",
            (VipsApi.Library or VipsApi.ObjectLibrary, _, true) => "libvips.42.dylib",
            (VipsApi.Library or VipsApi.ObjectLibrary, _, _) => "libvips.so.42",
            _ => null,
        };
        return file is null ? 0 : NativeLibrary.Load(file, typeof(Image).Assembly, path);
    }
}
