using System.Numerics.Tensors;

namespace Cluster.Domain.Recommendations;

/// <summary>
/// How similarities to examples become one score. Formulas of Qdrant 1.19 (its source, where its documentation differs), in float32.
/// </summary>
public static class ScoreFormulas
{
    private const float ContextMargin = 1.1920929e-7f;

    /// <summary>x/(1+|x|): squeezes any number into (-1, 1) and keeps the order.</summary>
    public static float FastSigmoid(float x) => x / (1 + MathF.Abs(x));

    /// <summary>(x/(1+|x|)+1)/2: squeezes any number into (0, 1) and keeps the order.</summary>
    public static float ScaledSigmoid(float x) => 0.5f * (FastSigmoid(x) + 1);

    /// <summary>Best score: the best positive's, unless a negative is as near; then the nearer the negative, the worse.</summary>
    public static float Best(ReadOnlySpan<float> positive, ReadOnlySpan<float> negative)
    {
        var p = positive.IsEmpty ? float.NegativeInfinity : TensorPrimitives.Max(positive);
        var n = negative.IsEmpty ? float.NegativeInfinity : TensorPrimitives.Max(negative);
        return p > n ? ScaledSigmoid(p) : -ScaledSigmoid(n);
    }

    /// <summary>Sum of scores: all positives less all negatives.</summary>
    public static float Sum(ReadOnlySpan<float> positive, ReadOnlySpan<float> negative) => Total(positive) - Total(negative);

    /// <summary>Discovery: one point for each pair whose positive is nearer, one less for each whose negative is, then nearness to the target.</summary>
    /// <param name="target">Similarity to the target.</param>
    /// <param name="pairs">Similarities to positive and negative of each pair, in turn.</param>
    public static float Discover(float target, ReadOnlySpan<float> pairs)
    {
        var rank = 0;
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            rank += pairs[i].CompareTo(pairs[i + 1]);
        }

        return rank + ScaledSigmoid(target);
    }

    /// <summary>Context: how far the point lies on the wrong side of each pair, squeezed and summed. The best is 0.</summary>
    /// <param name="pairs">Similarities to positive and negative of each pair, in turn.</param>
    public static float Context(ReadOnlySpan<float> pairs)
    {
        var loss = 0f;
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            loss += FastSigmoid(MathF.Min(pairs[i] - pairs[i + 1] - ContextMargin, 0));
        }

        return loss;
    }

    /// <summary>
    /// The query vector of an average: mean(positive), or 2 mean(positive) - mean(negative) where there are negatives; brought to unit
    /// length by <see cref="Normalise"/>.
    /// </summary>
    /// <param name="positive">At least one vector, all of one length.</param>
    /// <param name="negative">Vectors of the same length.</param>
    public static float[] Average(IReadOnlyList<ReadOnlyMemory<float>> positive, IReadOnlyList<ReadOnlyMemory<float>> negative)
    {
        var query = Mean(positive);
        if (negative.Count > 0)
        {
            TensorPrimitives.Add<float>(query, query, query);
            TensorPrimitives.Subtract<float>(query, Mean(negative), query);
        }

        Normalise(query);
        return query;
    }

    /// <summary>Brings a vector to unit length; leaves one that is there already, or too short to have a direction, as it is.</summary>
    public static void Normalise(Span<float> vector)
    {
        var square = TensorPrimitives.SumOfSquares<float>(vector);
        if (square >= ContextMargin && MathF.Abs(square - 1) > 1e-6f)
        {
            TensorPrimitives.Divide(vector, MathF.Sqrt(square), vector);
        }
    }

    private static float[] Mean(IReadOnlyList<ReadOnlyMemory<float>> vectors)
    {
        var mean = new float[vectors[0].Length];
        foreach (var vector in vectors)
        {
            TensorPrimitives.Add<float>(mean, vector.Span, mean);
        }

        TensorPrimitives.Divide<float>(mean, vectors.Count, mean);
        return mean;
    }

    private static float Total(ReadOnlySpan<float> values)
    {
        var total = 0f;
        foreach (var value in values)
        {
            total += value;
        }

        return total;
    }
}
