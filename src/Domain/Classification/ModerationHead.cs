using System.Numerics.Tensors;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Classification;

/// <summary>
/// Binary heads over embeddings of one space, each with its threshold. A category asked with sentences for and against it is their softmax pair,
/// which is a sigmoid over the difference: so every category, asked or trained, is one row.
/// </summary>
public sealed class ModerationHead
{
    private readonly ClassifierHead _rows;
    private readonly double[] _thresholds;

    private ModerationHead(ClassifierHead rows, IEnumerable<double> thresholds) => (_rows, _thresholds) = (rows, [.. thresholds]);

    /// <summary>The space of the embeddings it judges.</summary>
    public EmbeddingSpaceId Space => _rows.Space;

    /// <summary>The categories, in their order.</summary>
    public IReadOnlyList<string> Categories => _rows.Labels;

    /// <summary>What is wrong with categories; null when they can be used with this scale.</summary>
    public static Failure? Check(IReadOnlyList<ModerationCategory> categories, LogitScale scale)
    {
        var wrong = categories switch
        {
            { Count: 0 or > LabelSet.MaxLabels } => $"Moderation has 1 to {LabelSet.MaxLabels} categories; there are {categories.Count}.",
            _ when categories.Any(static c => string.IsNullOrWhiteSpace(c.Name)) => "A moderation category has no name.",
            _ when categories.DistinctBy(static c => c.Name).Count() < categories.Count => "Two moderation categories have the same name.",
            _ when categories.FirstOrDefault(static c => c.Threshold is not (>= 0 and <= 1)) is { } outside => $"The threshold of '{outside.Name}' lies between 0 and 1.",
            _ when categories.FirstOrDefault(static c => c.Positive.Count == 0) is { } without => $"'{without.Name}' has no sentence for it.",
            _ when scale.Activation == LabelActivation.Softmax && categories.FirstOrDefault(static c => c.Negative.Count == 0) is { } open =>
                $"'{open.Name}' has no sentence against it, which an encoder trained with softmax needs ('a harmless photo').",
            _ when Prompts(categories).Any(static text => string.IsNullOrWhiteSpace(text) || text.Length > LabelSet.MaxTextLength) => $"Sentences have 1 to {LabelSet.MaxTextLength} characters.",
            _ when Prompts(categories).Count() > LabelSet.MaxPrompts => $"Moderation has at most {LabelSet.MaxPrompts} sentences.",
            _ => null,
        };
        return wrong is null ? null : new Failure(FailureKind.InvalidRequest, wrong);
    }

    /// <summary>All sentences, category by category, those for it first.</summary>
    public static IEnumerable<string> Prompts(IReadOnlyList<ModerationCategory> categories) => categories.SelectMany(static c => c.Positive.Concat(c.Negative));

    /// <summary>The heads of categories that <see cref="Check"/> let through, from the embeddings of their <see cref="Prompts"/>.</summary>
    /// <exception cref="ArgumentException">The embeddings are not as many as the prompts.</exception>
    public static ModerationHead FromPrompts(EmbeddingSpaceId space, IReadOnlyList<ModerationCategory> categories, ReadOnlySpan<float> prompts, LogitScale scale)
    {
        var total = Prompts(categories).Count();
        if (total == 0 || prompts.IsEmpty || prompts.Length % total != 0)
        {
            throw new ArgumentException($"{prompts.Length} floats are not {total} embeddings.", nameof(prompts));
        }

        var dimension = prompts.Length / total;
        var weights = new float[categories.Count * dimension];
        var offsets = new float[categories.Count];
        var against = new float[dimension];
        var at = 0;
        for (var i = 0; i < categories.Count; i++)
        {
            var row = weights.AsSpan(i * dimension, dimension);
            var (positive, negative) = (categories[i].Positive.Count * dimension, categories[i].Negative.Count * dimension);
            ZeroShot.Ensemble(prompts.Slice(at, positive), dimension, row);
            ZeroShot.Ensemble(prompts.Slice(at + positive, negative), dimension, against);
            TensorPrimitives.Subtract(row, against, row);
            TensorPrimitives.Multiply(row, scale.Multiplier, row);
            offsets[i] = negative == 0 ? scale.Bias : 0;
            at += positive + negative;
        }

        return new ModerationHead(Binary(space, dimension, [.. categories.Select(static c => c.Name)], weights, offsets), categories.Select(static c => c.Threshold));
    }

    /// <summary>A head of one category from a trained one of two labels (<see cref="LinearProbe"/>).</summary>
    /// <exception cref="ArgumentException">The head has not two labels, or not this one.</exception>
    public static ModerationHead FromProbe(ClassifierHead probe, string label, double threshold)
    {
        var index = probe.Labels.ToList().IndexOf(label);
        if (probe.Labels.Count != 2 || index < 0 || probe.Activation != LabelActivation.Softmax)
        {
            throw new ArgumentException($"A binary head has two labels, one of them '{label}'.", nameof(probe));
        }

        var rows = probe.Weights.Span;
        var offsets = probe.Offsets.Span;
        var weights = new float[probe.Dimension];
        TensorPrimitives.Subtract(rows.Slice(index * probe.Dimension, probe.Dimension), rows.Slice((1 - index) * probe.Dimension, probe.Dimension), weights);
        return new ModerationHead(Binary(probe.Space, probe.Dimension, [label], weights, [offsets[index] - offsets[1 - index]]), [threshold]);
    }

    /// <summary>One verdict a category, in their order.</summary>
    /// <exception cref="ArgumentException">The embedding has another length.</exception>
    public IReadOnlyList<ModerationVerdict> Judge(ReadOnlySpan<float> embedding)
    {
        var values = new float[_thresholds.Length];
        _rows.Logits(embedding, values);
        TensorPrimitives.Sigmoid<float>(values, values);
        return [.. values.Select((probability, i) => new ModerationVerdict(_rows.Labels[i], probability, probability >= _thresholds[i]))];
    }

    private static ClassifierHead Binary(EmbeddingSpaceId space, int dimension, string[] names, float[] weights, float[] offsets) => new()
    {
        Space = space, Dimension = dimension, Labels = names, Weights = weights, Offsets = offsets, Activation = LabelActivation.Sigmoid,
    };
}
