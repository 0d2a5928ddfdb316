namespace Cluster.Imaging.Resampling;

/// <summary>The weights of one axis, in Pillow's fixed point: which input samples make each output sample, and how much of each.</summary>
/// <remarks>
/// Arithmetic of Pillow's <c>precompute_coeffs</c> and <c>normalize_coeffs_8bpc</c>: in double, normalised to sum 1, then rounded half away
/// from zero to multiples of 2^-22.
/// </remarks>
internal sealed class FilterTable
{
    /// <summary>Fractional bits of a weight.</summary>
    public const int Precision = 22;

    private FilterTable(int[] first, int[] count, int[] weights, int stride)
    {
        First = first;
        Count = count;
        Weights = weights;
        Stride = stride;
    }

    /// <summary>First input sample of each output sample.</summary>
    public int[] First { get; }

    /// <summary>Input samples of each output sample.</summary>
    public int[] Count { get; }

    /// <summary>Weights, <see cref="Stride"/> an output sample.</summary>
    public int[] Weights { get; }

    /// <summary>Room for the weights of one output sample.</summary>
    public int Stride { get; }

    /// <summary>The weights for bringing <paramref name="input"/> samples to <paramref name="output"/>.</summary>
    public static FilterTable For(int input, int output, Interpolation interpolation)
    {
        var scale = (double)input / output;
        var filterScale = Math.Max(scale, 1.0);
        var support = (interpolation == Interpolation.Bicubic ? 2.0 : 1.0) * filterScale;
        var stride = ((int)Math.Ceiling(support) * 2) + 1;
        int[] first = new int[output], count = new int[output], weights = new int[output * stride];
        Span<double> exact = stride <= 256 ? stackalloc double[stride] : new double[stride];
        for (var i = 0; i < output; i++)
        {
            var centre = (i + 0.5) * scale;
            var low = Math.Max((int)(centre - support + 0.5), 0);
            var high = Math.Min((int)(centre + support + 0.5), input);
            var sum = 0.0;
            for (var j = low; j < high; j++)
            {
                // Pillow multiplies by the reciprocal; a division gives another last bit.
                var weight = Weigh(interpolation, (j - centre + 0.5) * (1.0 / filterScale));
                exact[j - low] = weight;
                sum += weight;
            }

            first[i] = low;
            count[i] = high - low;
            for (var j = 0; j < high - low; j++)
            {
                var weight = sum != 0 ? exact[j] / sum : exact[j];
                weights[(i * stride) + j] = (int)((weight * (1 << Precision)) + (weight < 0 ? -0.5 : 0.5));
            }
        }

        return new FilterTable(first, count, weights, stride);
    }

    private static double Weigh(Interpolation interpolation, double x)
    {
        x = Math.Abs(x);
        if (interpolation == Interpolation.Bilinear)
        {
            return x < 1.0 ? 1.0 - x : 0.0;
        }

        const double a = -0.5;
        return x switch
        {
            < 1.0 => (((a + 2.0) * x) - (a + 3.0)) * x * x + 1,
            < 2.0 => ((((x - 5) * x) + 8) * x - 4) * a,
            _ => 0.0,
        };
    }
}
