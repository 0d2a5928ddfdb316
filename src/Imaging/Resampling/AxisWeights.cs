using System.Buffers;

namespace Cluster.Imaging.Resampling;

/// <summary>Which input samples make an output sample along one axis, and by which weights (22-bit fixed point), as Pillow computes them.</summary>
internal sealed class AxisWeights : IDisposable
{
    /// <summary>Fraction bits of a weight: 32 less 8 for the sample and 2 for overshoot.</summary>
    public const int Precision = 32 - 8 - 2;

    /// <summary>Bits of a weight that lie in its low half; both halves fit 16 bits, which is what vectors multiply.</summary>
    public const int LowBits = 12;

    private const int Group = 4;

    private AxisWeights(int count, int taps)
    {
        (Count, Taps) = (count, taps);
        Starts = ArrayPool<int>.Shared.Rent(count);
        Weights = ArrayPool<int>.Shared.Rent(count * taps);
        Packed = ArrayPool<int>.Shared.Rent(count * taps);
        Weights.AsSpan(0, count * taps).Clear();
    }

    /// <summary>Output samples.</summary>
    public int Count { get; }

    /// <summary>Weights of each output sample, a multiple of four; what is too many is zero.</summary>
    public int Taps { get; }

    /// <summary>First input sample of each output sample. Together with <see cref="Taps"/> it stays inside the input, unless that is shorter.</summary>
    public int[] Starts { get; }

    /// <summary>Weights, <see cref="Taps"/> an output sample.</summary>
    public int[] Weights { get; }

    /// <summary>The same for vectors: for each two weights their high halves and then their low halves, two 16-bit numbers in one.</summary>
    public int[] Packed { get; }

    /// <summary>Weights of the outputs <paramref name="from"/> to <paramref name="from"/> + <paramref name="count"/> of <paramref name="output"/>.</summary>
    public static AxisWeights Compute(int input, int output, Interpolation filter, int from, int count)
    {
        var taps = (MostTaps(input, output, filter) + Group - 1) / Group * Group;
        var axis = new AxisWeights(count, taps);
        var exact = ArrayPool<double>.Shared.Rent(taps);
        for (var i = 0; i < count; i++)
        {
            var low = Exact(input, output, filter, from + i, exact, out var used);
            var start = Math.Max(Math.Min(low, input - taps), 0);
            var weights = axis.Weights.AsSpan((i * taps) + low - start, used);
            for (var j = 0; j < used; j++)
            {
                var fixedPoint = exact[j] * (1 << Precision);
                weights[j] = (int)(fixedPoint < 0 ? fixedPoint - 0.5 : fixedPoint + 0.5);
            }

            axis.Starts[i] = start;
        }

        ArrayPool<double>.Shared.Return(exact);
        axis.Pack();
        return axis;
    }

    /// <summary>Most weights that an output sample can have.</summary>
    public static int MostTaps(int input, int output, Interpolation filter) => Math.Min(((int)Math.Ceiling(Support(input, output, filter)) * 2) + 1, input);

    /// <summary>The weights of one output sample before they are rounded, which sum to one; returns the first input sample.</summary>
    public static int Exact(int input, int output, Interpolation filter, int index, Span<double> weights, out int count)
    {
        var scale = (double)input / output;
        var support = Support(input, output, filter);
        var center = (index + 0.5) * scale;
        var low = Math.Max((int)(center - support + 0.5), 0);
        count = Math.Min((int)(center + support + 0.5), input) - low;
        var (sum, step) = (0.0, 1.0 / Math.Max(scale, 1.0));
        for (var j = 0; j < count; j++)
        {
            weights[j] = Weight(filter, (j + low - center + 0.5) * step);
            sum += weights[j];
        }

        for (var j = 0; sum != 0 && j < count; j++)
        {
            weights[j] /= sum;
        }

        return low;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(Starts);
        ArrayPool<int>.Shared.Return(Weights);
        ArrayPool<int>.Shared.Return(Packed);
    }

    private void Pack()
    {
        const int LowMask = (1 << LowBits) - 1;
        for (var i = 0; i < Count * Taps; i += 2)
        {
            var (first, second) = (Weights[i], Weights[i + 1]);
            Packed[i] = (second >> LowBits << 16) | ((first >> LowBits) & 0xFFFF);
            Packed[i + 1] = ((second & LowMask) << 16) | (first & LowMask);
        }
    }

    private static double Support(int input, int output, Interpolation filter) =>
        (filter == Interpolation.Bicubic ? 2.0 : 1.0) * Math.Max((double)input / output, 1.0);

    private static double Weight(Interpolation filter, double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return filter switch
        {
            Interpolation.Bilinear => x < 1 ? 1 - x : 0,
            _ when x < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            _ when x < 2 => ((((x - 5) * x) + 8) * x - 4) * A,
            _ => 0,
        };
    }
}
