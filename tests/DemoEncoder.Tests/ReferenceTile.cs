using SkiaSharp;

namespace Cluster.DemoEncoder.Tests;

/// <summary>
/// The preprocessing that preprocessor_config.json asks for, written plainly: shorter side to the target by Pillow's antialiased bicubic
/// filter (a = -0.5), centre crop rounded down, (x / 255 - mean) / std, planar.
/// </summary>
internal static class ReferenceTile
{
    private static readonly float[] Mean = [0.48145466f, 0.4578275f, 0.40821073f];
    private static readonly float[] Std = [0.26862954f, 0.26130258f, 0.27577711f];

    /// <summary>Writes 3 x side x side numbers.</summary>
    public static void Write(byte[] jpeg, int side, Span<float> input)
    {
        using var picture = SKBitmap.Decode(jpeg, Info(jpeg));
        var (width, height) = (picture.Width, picture.Height);
        var wide = width <= height ? side : (int)((long)side * width / height);
        var tall = width <= height ? (int)((long)side * height / width) : side;
        var across = Weights(width, wide);
        var down = Weights(height, tall);
        var pixels = picture.GetPixelSpan();
        var (left, top) = ((wide - side) / 2, (tall - side) / 2);
        var rows = new byte[height * wide * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < wide; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    double sum = 0;
                    for (var i = 0; i < across[x].Taps.Length; i++)
                    {
                        sum += across[x].Taps[i] * pixels[(((y * width) + across[x].First + i) * 4) + c];
                    }

                    rows[(((y * wide) + x) * 3) + c] = Level(sum);
                }
            }
        }

        for (var y = 0; y < side; y++)
        {
            var (first, taps) = down[y + top];
            for (var x = 0; x < side; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    double sum = 0;
                    for (var i = 0; i < taps.Length; i++)
                    {
                        sum += taps[i] * rows[((((first + i) * wide) + x + left) * 3) + c];
                    }

                    input[(((c * side) + y) * side) + x] = ((Level(sum) / 255f) - Mean[c]) / Std[c];
                }
            }
        }
    }

    private static SKImageInfo Info(byte[] jpeg)
    {
        using var data = SKData.CreateCopy(jpeg);
        using var codec = SKCodec.Create(data);
        return codec.Info.WithColorType(SKColorType.Rgba8888).WithAlphaType(SKAlphaType.Opaque);
    }

    private static byte Level(double value) => (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);

    private static (int First, double[] Taps)[] Weights(int from, int to)
    {
        var scale = (double)from / to;
        var reach = Math.Max(scale, 1);
        var weights = new (int First, double[] Taps)[to];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - (2 * reach) + 0.5));
            var last = Math.Min(from, (int)(centre + (2 * reach) + 0.5));
            var taps = new double[last - first];
            for (var t = 0; t < taps.Length; t++)
            {
                taps[t] = Cubic((first + t - centre + 0.5) / reach);
            }

            var total = taps.Sum();
            weights[i] = (first, Array.ConvertAll(taps, tap => tap / total));
        }

        return weights;
    }

    private static double Cubic(double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((((A + 2) * x) - (A + 3)) * x * x) + 1
            : x < 2 ? ((((x - 5) * x) + 8) * x * A) - (4 * A)
            : 0;
    }
}
