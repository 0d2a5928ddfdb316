namespace Cluster.Domain.Classification;

/// <summary>
/// Multinomial logistic regression over embeddings, as the CLIP paper's linear probes:
/// minimises 1/2 |W|^2 + C sum of the examples' -log p(label), the offsets unweighted. Convex, so that the answer depends on the examples alone.
/// </summary>
public static class LinearProbe
{
    /// <summary>Trains a head. Time is steps x examples x labels x dimension; keep it off a grain's scheduler.</summary>
    /// <exception cref="ArgumentException">There are no two labels.</exception>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    public static ClassifierHead Train(LabelledEmbeddings examples, LinearProbeOptions options, CancellationToken cancellationToken)
    {
        if (examples.Check() is { } wrong)
        {
            throw new ArgumentException(wrong.Detail, nameof(examples));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.C);
        var loss = new ProbeLoss(examples, options.C);
        var found = QuasiNewton.Minimise(loss.At, new double[loss.Size], options.MaxSteps, options.Tolerance, cancellationToken);
        var (labels, dimension) = (examples.Labels.Count, examples.Dimension);
        var weights = Array.ConvertAll(found[..(labels * dimension)], static w => (float)w);
        var offsets = Array.ConvertAll(found[(labels * dimension)..], static w => (float)w);
        return new ClassifierHead { Space = examples.Space, Dimension = dimension, Labels = [.. examples.Labels], Weights = weights, Offsets = offsets };
    }
}
