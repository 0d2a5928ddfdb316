using System.Numerics.Tensors;

namespace Cluster.Encoders.Onnx;

/// <summary>Brings embeddings to unit length.</summary>
internal static class EmbeddingRows
{
    /// <summary>Divides each row by its length. A row that is not finite or is zero is left as it came, for the caller to set aside.</summary>
    public static void Normalise(ReadOnlySpan<float> raw, int count, int dimension, Span<float> unit)
    {
        for (var i = 0; i < count; i++)
        {
            var from = raw.Slice(i * dimension, dimension);
            var to = unit.Slice(i * dimension, dimension);
            var length = TensorPrimitives.Norm(from);
            if (float.IsFinite(length) && length > 0)
            {
                TensorPrimitives.Divide(from, length, to);
            }
            else
            {
                from.CopyTo(to);
            }
        }
    }
}
