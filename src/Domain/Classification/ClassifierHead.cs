using System.Numerics.Tensors;
using Cluster.Domain.Identity;

namespace Cluster.Domain.Classification;

/// <summary>A linear classifier over embeddings of one space: zero-shot, few-shot and trained heads differ only in where their rows come from.</summary>
[GenerateSerializer, Immutable, Alias("cluster.classifier-head")]
public sealed record ClassifierHead
{
    /// <summary>The space of the embeddings it judges.</summary>
    [Id(0)]
    public required EmbeddingSpaceId Space { get; init; }

    /// <summary>Floats of an embedding.</summary>
    [Id(1)]
    public required int Dimension { get; init; }

    /// <summary>The labels, one a row.</summary>
    [Id(2)]
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>labels x dimension floats, row by row; a logit is row . embedding + offset.</summary>
    [Id(3)]
    public required ReadOnlyMemory<float> Weights { get; init; }

    /// <summary>One float a label.</summary>
    [Id(4)]
    public required ReadOnlyMemory<float> Offsets { get; init; }

    /// <summary>What makes probabilities of logits.</summary>
    [Id(5)]
    public LabelActivation Activation { get; init; }

    /// <summary>The likeliest labels of a unit-length embedding, likeliest first; equal ones in the order of <see cref="Labels"/>.</summary>
    /// <param name="embedding">Dimension floats.</param>
    /// <param name="top">How many; all when there are fewer.</param>
    /// <exception cref="ArgumentException">The embedding has another length.</exception>
    public IReadOnlyList<LabelScore> Classify(ReadOnlySpan<float> embedding, int top = int.MaxValue)
    {
        var logits = new float[Labels.Count];
        Logits(embedding, logits);
        var probabilities = new float[logits.Length];
        Activate(logits, probabilities);
        var order = Enumerable.Range(0, logits.Length).OrderByDescending(i => logits[i]).ThenBy(static i => i).Take(Math.Max(top, 0));
        return [.. order.Select(i => new LabelScore(Labels[i], probabilities[i], logits[i]))];
    }

    /// <summary>One logit a label.</summary>
    /// <exception cref="ArgumentException">The embedding has another length.</exception>
    public void Logits(ReadOnlySpan<float> embedding, Span<float> logits)
    {
        if (embedding.Length != Dimension)
        {
            throw new ArgumentException($"The embedding has {embedding.Length} floats, the head wants {Dimension}.", nameof(embedding));
        }

        for (var i = 0; i < Labels.Count; i++)
        {
            logits[i] = TensorPrimitives.Dot(Weights.Span.Slice(i * Dimension, Dimension), embedding) + Offsets.Span[i];
        }
    }

    private void Activate(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        if (Activation == LabelActivation.Sigmoid)
        {
            TensorPrimitives.Sigmoid(logits, probabilities);
            return;
        }

        // Taking the largest off first keeps exp within a float: the logits of CLIP reach a hundred.
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        TensorPrimitives.Divide(probabilities, TensorPrimitives.Sum<float>(probabilities), probabilities);
    }
}
