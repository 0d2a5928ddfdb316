using System.Globalization;
using Cluster.Encoders.Manifests;

namespace Cluster.Encoders.Parity;

/// <summary>Judges figures by the thresholds.</summary>
internal static class ParityRules
{
    /// <summary>What is not reached, with both numbers; empty when the variant passes.</summary>
    public static IReadOnlyList<string> Shortfalls(ParityVariant variant, ParityFigures figures, ParityOptions options)
    {
        List<string> faults = [];
        if (variant.Precision == ModelPrecision.Int8)
        {
            Check("mean cosine of pictures", figures.MeanCosine, options.Int8MeanCosine);
            Check("neighbour overlap@10", figures.Overlap, options.Int8Overlap);
            Check("mean cosine of texts", figures.TextMeanCosine, options.Int8MeanCosine);
        }
        else
        {
            Check("worst cosine of pictures", figures.WorstCosine, options.WorstCosine);
            Check("worst cosine of texts", figures.TextWorstCosine, options.WorstCosine);
        }

        Check("zero-shot agreement", figures.ZeroShotAgreement, options.ZeroShotAgreement);
        return faults;

        // NaN is below everything.
        void Check(string what, double? value, double least)
        {
            if (value is { } figure && !(figure >= least))
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{what} is {figure:0.#####}, at least {least} is asked"));
            }
        }
    }
}
