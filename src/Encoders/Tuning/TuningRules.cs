using System.Globalization;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Tuning;

/// <summary>What speed is not bought with: other embeddings than by default, and the time of a picture that comes alone.</summary>
/// <param name="variant">What is tuned.</param>
/// <param name="parity">What the parity gate asks of it.</param>
/// <param name="slice">How long a bulk pass may take.</param>
internal sealed class TuningRules(ParityVariant variant, ParityOptions parity, TimeSpan slice)
{
    /// <summary>How much slower a picture may come that already takes longer than a slice.</summary>
    private const double SingleLeeway = 1.1;

    /// <summary>How long a bulk pass may take: a query that comes meanwhile waits for it.</summary>
    public TimeSpan Slice => slice;

    /// <summary>Holds a tower against the defaults.</summary>
    public TuningVerdict Judge(TuningLoad tower, TuningReference byDefault, CancellationToken cancellationToken)
    {
        var rows = tower.Embed(cancellationToken);
        var dimension = tower.Encoder.Manifest.Dimension;
        var figures = Compare(byDefault.Embeddings, rows, dimension);
        var single = tower.Single(cancellationToken);
        var fault = FaultOf(figures, "by default") ?? (byDefault.Gated is { } gated ? FaultOf(Compare(gated, rows, dimension), "of the gate's reference") : null) ?? FaultOf(single, byDefault.Single);
        return new TuningVerdict(fault, figures.WorstCosine, single);
    }

    /// <summary>Whether embeddings pass the gate on this sample.</summary>
    public bool Pass(float[] reference, float[] rows, int dimension) => FaultOf(Compare(reference, rows, dimension), "") is null;

    private static ParityFigures Compare(float[] reference, float[] rows, int dimension)
    {
        var (mean, worst) = EmbeddingComparison.Cosines(reference, rows, dimension);
        return new ParityFigures { Images = rows.Length / dimension, MeanCosine = mean, WorstCosine = worst, Overlap = EmbeddingComparison.Overlap(reference, rows, dimension) };
    }

    private string? FaultOf(ParityFigures figures, string to) =>
        ParityRules.Shortfalls(variant, figures, parity) is { Count: > 0 } shortfalls ? $"{string.Join("; ", shortfalls)}, to those {to}" : null;

    private string? FaultOf(double single, double byDefault) => single > slice.TotalSeconds && single > byDefault * SingleLeeway
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"a picture that comes alone takes {single * 1e3:0} ms, {byDefault * 1e3:0} ms by default; {EncoderShardOptions.Section}:{nameof(EncoderShardOptions.BulkSlice)} lets it wait {slice.TotalMilliseconds:0} ms")
        : null;
}
