using System.Numerics.Tensors;

namespace Cluster.Domain.Classification;

/// <summary>The loss of <see cref="LinearProbe"/> and its gradient, both a mean over the examples. Parameters: labels x dimension weights, then offsets.</summary>
internal sealed class ProbeLoss
{
    private readonly LabelledEmbeddings _examples;
    private readonly double[] _rows;
    private readonly double _perExample;
    private readonly int _labels;
    private readonly int _dimension;

    public ProbeLoss(LabelledEmbeddings examples, double c)
    {
        _examples = examples;
        (_labels, _dimension) = (examples.Labels.Count, examples.Dimension);
        _perExample = 1.0 / (c * examples.Count);
        _rows = new double[examples.Count * _dimension];
        for (var i = 0; i < examples.Count; i++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(examples.Row(i), _rows.AsSpan(i * _dimension, _dimension));
        }
    }

    public int Size => _labels * (_dimension + 1);

    public double At(ReadOnlySpan<double> at, Span<double> gradient)
    {
        var weights = at[..(_labels * _dimension)];
        var offsets = at[(_labels * _dimension)..];
        gradient.Clear();
        var logits = new double[_labels];
        var loss = 0.0;
        for (var i = 0; i < _examples.Count; i++)
        {
            var row = _rows.AsSpan(i * _dimension, _dimension);
            for (var k = 0; k < _labels; k++)
            {
                logits[k] = TensorPrimitives.Dot(weights.Slice(k * _dimension, _dimension), row) + offsets[k];
            }

            var label = _examples.ClassOf(i);
            var largest = TensorPrimitives.Max<double>(logits);
            var truth = logits[label] - largest;
            TensorPrimitives.Subtract(logits, largest, logits);
            TensorPrimitives.Exp<double>(logits, logits);
            var sum = TensorPrimitives.Sum<double>(logits);
            loss += Math.Log(sum) - truth;
            for (var k = 0; k < _labels; k++)
            {
                var error = ((logits[k] / sum) - (k == label ? 1 : 0)) / _examples.Count;
                var part = gradient.Slice(k * _dimension, _dimension);
                TensorPrimitives.MultiplyAdd(row, error, part, part);
                gradient[(_labels * _dimension) + k] += error;
            }
        }

        var weightGradient = gradient[..(_labels * _dimension)];
        TensorPrimitives.MultiplyAdd(weights, _perExample, weightGradient, weightGradient);
        return (loss / _examples.Count) + (0.5 * _perExample * TensorPrimitives.SumOfSquares(weights));
    }
}
