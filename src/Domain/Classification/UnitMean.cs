using System.Numerics.Tensors;

namespace Cluster.Domain.Classification;

/// <summary>The mean of directions.</summary>
internal static class UnitMean
{
    /// <summary>Adds <paramref name="row"/> at unit length; a zero row adds nothing.</summary>
    public static void Add(ReadOnlySpan<float> row, Span<float> sum)
    {
        var length = TensorPrimitives.Norm(row);
        if (length > 0)
        {
            TensorPrimitives.MultiplyAdd(row, 1 / length, sum, sum);
        }
    }

    /// <summary>Brings a sum to unit length, in place; a sum of zero stays.</summary>
    public static void Finish(Span<float> sum)
    {
        var length = TensorPrimitives.Norm(sum);
        if (length > 0)
        {
            TensorPrimitives.Divide(sum, length, sum);
        }
    }
}
