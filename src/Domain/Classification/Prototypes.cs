using System.Numerics.Tensors;

namespace Cluster.Domain.Classification;

/// <summary>Few-shot classification: a class is the mean direction of its examples (Snell and others, 2017, with cosine).</summary>
public static class Prototypes
{
    /// <summary>A head whose rows are the mean of the examples at unit length, at unit length, times <paramref name="multiplier"/>.</summary>
    /// <param name="examples">One example a label is enough.</param>
    /// <param name="multiplier">How sharply similarity becomes probability, above 0. Pictures lie nearer to one another than to texts; 20 is a mild choice.</param>
    /// <exception cref="ArgumentException">There are no two labels.</exception>
    public static ClassifierHead Head(LabelledEmbeddings examples, float multiplier = 20)
    {
        if (examples.Check() is { } wrong)
        {
            throw new ArgumentException(wrong.Detail, nameof(examples));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(multiplier);
        var dimension = examples.Dimension;
        var weights = new float[examples.Labels.Count * dimension];
        for (var i = 0; i < examples.Count; i++)
        {
            UnitMean.Add(examples.Row(i), weights.AsSpan(examples.ClassOf(i) * dimension, dimension));
        }

        for (var label = 0; label < examples.Labels.Count; label++)
        {
            var row = weights.AsSpan(label * dimension, dimension);
            UnitMean.Finish(row);
            TensorPrimitives.Multiply(row, multiplier, row);
        }

        return new ClassifierHead
        {
            Space = examples.Space, Dimension = dimension, Labels = [.. examples.Labels], Weights = weights, Offsets = new float[examples.Labels.Count],
        };
    }
}
