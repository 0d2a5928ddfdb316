using System.Numerics.Tensors;
using Cluster.Domain.Identity;

namespace Cluster.Domain.Classification;

/// <summary>Makes heads from the embeddings of prompts.</summary>
public static class ZeroShot
{
    /// <summary>
    /// The head of a label set, ensembled as OpenCLIP's reference does (<c>build_zero_shot_classifier</c>): each prompt at unit length, the mean
    /// over the prompts of a class, that mean at unit length, times the encoder's own scale.
    /// </summary>
    /// <param name="space">The space of the prompts' embeddings.</param>
    /// <param name="labels">The set.</param>
    /// <param name="prompts">Embeddings of <see cref="LabelSet.Prompts"/> in their order, behind one another.</param>
    /// <param name="scale">The encoder's own.</param>
    /// <exception cref="ArgumentException">The embeddings are not as many as the prompts.</exception>
    public static ClassifierHead Head(EmbeddingSpaceId space, LabelSet labels, ReadOnlySpan<float> prompts, LogitScale scale)
    {
        var counts = labels.PromptCounts();
        var total = counts.Sum();
        if (total == 0 || prompts.IsEmpty || prompts.Length % total != 0)
        {
            throw new ArgumentException($"{prompts.Length} floats are not {total} embeddings.", nameof(prompts));
        }

        var dimension = prompts.Length / total;
        var weights = new float[labels.Labels.Count * dimension];
        var at = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            var row = weights.AsSpan(i * dimension, dimension);
            Ensemble(prompts.Slice(at, counts[i] * dimension), dimension, row);
            TensorPrimitives.Multiply(row, scale.Multiplier, row);
            at += counts[i] * dimension;
        }

        var offsets = new float[labels.Labels.Count];
        Array.Fill(offsets, scale.Bias);
        return new ClassifierHead
        {
            Space = space,
            Dimension = dimension,
            Labels = [.. labels.Labels.Select(static label => label.Label)],
            Weights = weights,
            Offsets = offsets,
            Activation = scale.Activation,
        };
    }

    /// <summary>Mean of the rows at unit length, at unit length.</summary>
    internal static void Ensemble(ReadOnlySpan<float> rows, int dimension, Span<float> mean)
    {
        mean.Clear();
        for (var at = 0; at < rows.Length; at += dimension)
        {
            UnitMean.Add(rows.Slice(at, dimension), mean);
        }

        UnitMean.Finish(mean);
    }
}
