using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Classification;

/// <summary>Examples to learn a head from: embeddings of one space with a label each.</summary>
public sealed class LabelledEmbeddings
{
    private readonly List<string> _labels = [];
    private readonly List<int> _classes = [];
    private readonly List<float> _rows = [];

    /// <summary>No examples yet.</summary>
    public LabelledEmbeddings(EmbeddingSpaceId space, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        (Space, Dimension) = (space, dimension);
    }

    /// <summary>The space of the examples.</summary>
    public EmbeddingSpaceId Space { get; }

    /// <summary>Floats of an example.</summary>
    public int Dimension { get; }

    /// <summary>How many examples there are.</summary>
    public int Count => _classes.Count;

    /// <summary>The labels, in the order in which they first came.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Adds an example.</summary>
    /// <exception cref="ArgumentException">The embedding has another length or holds a value that is not finite.</exception>
    public void Add(string label, ReadOnlySpan<float> embedding)
    {
        if (embedding.Length != Dimension)
        {
            throw new ArgumentException($"The embedding has {embedding.Length} floats instead of {Dimension}.", nameof(embedding));
        }

        foreach (var value in embedding)
        {
            if (!float.IsFinite(value))
            {
                throw new ArgumentException("The embedding holds a value that is not finite.", nameof(embedding));
            }
        }

        var index = _labels.IndexOf(label);
        if (index < 0)
        {
            index = _labels.Count;
            _labels.Add(label);
        }

        _classes.Add(index);
        _rows.AddRange(embedding);
    }

    /// <summary>One example's floats.</summary>
    public ReadOnlySpan<float> Row(int index) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows).Slice(index * Dimension, Dimension);

    /// <summary>One example's place in <see cref="Labels"/>.</summary>
    public int ClassOf(int index) => _classes[index];

    /// <summary>What stands in the way of learning; null when nothing does.</summary>
    public Failure? Check() => _labels.Count < 2
        ? new Failure(FailureKind.InvalidRequest, $"Learning needs examples of two labels or more; there {(_labels.Count == 1 ? "is one label" : "are none")}.")
        : null;
}
