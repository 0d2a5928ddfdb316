using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cluster.Imaging;

/// <summary>uint8 tiles to a model's float input.</summary>
public static class TileNormalizer
{
    private const int PixelsAtOnce = 8;

    /// <summary>
    /// Fills <paramref name="nchw"/> (count x 3 x height x width) with (x / 255 - mean) / std of <paramref name="tilesNhwc"/>
    /// (count x height x width x 3, RGB). Values agree with the formula to 1e-6.
    /// </summary>
    /// <exception cref="ArgumentException">A span is not as long as its shape says.</exception>
    public static void Normalize(ReadOnlySpan<byte> tilesNhwc, int count, PreprocessingSpec spec, Span<float> nchw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var plane = spec.Width * spec.Height;
        if (tilesNhwc.Length != count * plane * 3 || nchw.Length != tilesNhwc.Length)
        {
            throw new ArgumentException($"{count} tiles of {spec.Width}x{spec.Height} take {count * plane * 3} values; got {tilesNhwc.Length} and {nchw.Length}.");
        }

        var (red, green, blue) = (Line.Of(spec.Mean.Red, spec.Std.Red), Line.Of(spec.Mean.Green, spec.Std.Green), Line.Of(spec.Mean.Blue, spec.Std.Blue));
        for (var tile = 0; tile < count; tile++)
        {
            var pixels = tilesNhwc.Slice(tile * plane * 3, plane * 3);
            var planes = nchw.Slice(tile * plane * 3, plane * 3);
            var done = Avx2.IsSupported && Fma.IsSupported ? ByVectors(pixels, planes, plane, red, green, blue) : 0;
            for (int i = done, at = done * 3; i < plane; i++, at += 3)
            {
                planes[i] = red.At(pixels[at]);
                planes[plane + i] = green.At(pixels[at + 1]);
                planes[(2 * plane) + i] = blue.At(pixels[at + 2]);
            }
        }
    }

    // Eight pixels at once: 24 bytes as two overlapping halves of a vector, of which each channel picks its own, widened to 32 bits by zeros.
    private static int ByVectors(ReadOnlySpan<byte> pixels, Span<float> planes, int plane, Line red, Line green, Line blue)
    {
        ref var from = ref MemoryMarshal.GetReference(pixels);
        ref var to = ref MemoryMarshal.GetReference(planes);
        var (pickRed, pickGreen, pickBlue) = (Pick(0), Pick(1), Pick(2));
        var (redSlope, redStart) = (Vector256.Create(red.Slope), Vector256.Create(red.Start));
        var (greenSlope, greenStart) = (Vector256.Create(green.Slope), Vector256.Create(green.Start));
        var (blueSlope, blueStart) = (Vector256.Create(blue.Slope), Vector256.Create(blue.Start));
        var i = 0;
        for (; i + PixelsAtOnce <= plane; i += PixelsAtOnce)
        {
            var at = (nuint)i * 3;
            var bytes = Vector256.Create(Vector128.LoadUnsafe(ref from, at), Vector128.LoadUnsafe(ref from, at + 8));
            Fma.MultiplyAdd(Samples(bytes, pickRed), redSlope, redStart).StoreUnsafe(ref to, (nuint)i);
            Fma.MultiplyAdd(Samples(bytes, pickGreen), greenSlope, greenStart).StoreUnsafe(ref to, (nuint)(plane + i));
            Fma.MultiplyAdd(Samples(bytes, pickBlue), blueSlope, blueStart).StoreUnsafe(ref to, (nuint)((2 * plane) + i));
        }

        return i;
    }

    private static Vector256<float> Samples(Vector256<byte> bytes, Vector256<byte> pick) => Vector256.ConvertToSingle(Avx2.Shuffle(bytes, pick).AsInt32());

    private static Vector256<byte> Pick(int channel)
    {
        Span<byte> indices = stackalloc byte[32];
        indices.Fill(0x80);
        for (var pixel = 0; pixel < PixelsAtOnce; pixel++)
        {
            // The upper half begins eight bytes on.
            indices[pixel * 4] = (byte)((pixel * 3) + channel - (pixel < 4 ? 0 : 8));
        }

        return Vector256.Create<byte>(indices);
    }

    /// <summary>The formula as one multiplication and one addition, rounded once.</summary>
    private readonly record struct Line(float Slope, float Start)
    {
        public static Line Of(double mean, double std) => new((float)(1 / (255 * std)), (float)(-mean / std));

        public float At(byte sample) => MathF.FusedMultiplyAdd(sample, Slope, Start);
    }
}
