using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>Asks for memory that a scan will come to.</summary>
internal static class ReadAhead
{
    // A page: what is nearer the processor has asked for by itself; measured best on bench index.
    private const int Distance = 4_096;
    private const int Line = 64;

    /// <summary>Asks for the cache line that lies a page behind <paramref name="here"/>. One that is not there does no harm: nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Touch(ref byte here)
    {
        if (Sse.IsSupported)
        {
            // No fixing: should the collector move the array meanwhile, the wrong line is asked for, and that is all.
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref here) + Distance);
        }
    }

    /// <summary>As <see cref="Touch"/>, and for the three lines after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void TouchFour(ref byte here)
    {
        if (Sse.IsSupported)
        {
            var ahead = (byte*)Unsafe.AsPointer(ref here) + Distance;
            Sse.Prefetch0(ahead);
            Sse.Prefetch0(ahead + Line);
            Sse.Prefetch0(ahead + (2 * Line));
            Sse.Prefetch0(ahead + (3 * Line));
        }
    }
}
