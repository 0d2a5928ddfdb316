using System.Collections.Concurrent;

namespace Cluster.Imaging.Resampling;

/// <summary>Which input samples make an output sample along one axis, and by which weights (22-bit fixed point), as Pillow computes them.</summary>
internal sealed class ResampleTable
{
    /// <summary>Fraction bits of a weight: 32 less 8 for the sample and 2 for overshoot.</summary>
    public const int Precision = 32 - 8 - 2;

    // One entry a pair of sizes; photographs have few sizes, hostile corpora many, hence the bound.
    private const int CacheLimit = 512;
    private static readonly ConcurrentDictionary<(int In, int Out, Interpolation Filter), ResampleTable> Cache = new();

    private ResampleTable(int[] starts, int[] counts, int[] weights, int stride) =>
        (Starts, Counts, Weights, Stride) = (starts, counts, weights, stride);

    /// <summary>First input sample of each output sample.</summary>
    public int[] Starts { get; }

    /// <summary>Number of input samples of each output sample.</summary>
    public int[] Counts { get; }

    /// <summary>Weights, <see cref="Stride"/> an output sample.</summary>
    public int[] Weights { get; }

    /// <summary>Weights reserved for an output sample.</summary>
    public int Stride { get; }

    public static ResampleTable Get(int input, int output, Interpolation filter)
    {
        if (Cache.TryGetValue((input, output, filter), out var table))
        {
            return table;
        }

        table = Compute(input, output, filter);
        if (Cache.Count >= CacheLimit)
        {
            Cache.Clear();
        }

        Cache[(input, output, filter)] = table;
        return table;
    }

    private static ResampleTable Compute(int input, int output, Interpolation filter)
    {
        var scale = (double)input / output;
        var filterScale = Math.Max(scale, 1.0);
        var support = (filter == Interpolation.Bicubic ? 2.0 : 1.0) * filterScale;
        var stride = ((int)Math.Ceiling(support) * 2) + 1;
        var (starts, counts, weights) = (new int[output], new int[output], new int[output * stride]);
        var exact = new double[stride];
        for (var i = 0; i < output; i++)
        {
            var center = (i + 0.5) * scale;
            var low = Math.Max((int)(center - support + 0.5), 0);
            var count = Math.Min((int)(center + support + 0.5), input) - low;
            var sum = 0.0;
            for (var j = 0; j < count; j++)
            {
                exact[j] = Weight(filter, (j + low - center + 0.5) * (1.0 / filterScale));
                sum += exact[j];
            }

            for (var j = 0; j < count; j++)
            {
                var fixedPoint = (sum != 0 ? exact[j] / sum : exact[j]) * (1 << Precision);
                weights[(i * stride) + j] = (int)(fixedPoint < 0 ? fixedPoint - 0.5 : fixedPoint + 0.5);
            }

            (starts[i], counts[i]) = (low, count);
        }

        return new(starts, counts, weights, stride);
    }

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
