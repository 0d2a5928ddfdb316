using System.Numerics.Tensors;

namespace Cluster.Encoders.Parity;

/// <summary>Compares the embeddings that two variants give for the same things.</summary>
internal static class EmbeddingComparison
{
    private const int Neighbours = 10;

    /// <summary>Mean and smallest cosine of the rows of two matrices of unit-length rows. A row that is not finite makes both NaN.</summary>
    public static (double Mean, double Worst) Cosines(float[] reference, float[] variant, int dimension)
    {
        var (sum, worst, rows) = (0.0, double.PositiveInfinity, reference.Length / dimension);
        for (var i = 0; i < rows; i++)
        {
            double cosine = TensorPrimitives.CosineSimilarity(reference.AsSpan(i * dimension, dimension), variant.AsSpan(i * dimension, dimension));
            sum += cosine;
            worst = double.IsNaN(cosine) || double.IsNaN(worst) ? double.NaN : Math.Min(worst, cosine);
        }

        return (sum / rows, worst);
    }

    /// <summary>Share of the ten nearest other rows (fewer when there are fewer) that are the same by both matrices, a mean over the rows.</summary>
    public static double Overlap(float[] reference, float[] variant, int dimension)
    {
        var rows = reference.Length / dimension;
        var shared = 0;
        for (var i = 0; i < rows; i++)
        {
            shared += Nearest(reference, dimension, i).Intersect(Nearest(variant, dimension, i)).Count();
        }

        return rows > 1 ? (double)shared / (rows * Math.Min(Neighbours, rows - 1)) : 1;
    }

    private static IEnumerable<int> Nearest(float[] rows, int dimension, int row)
    {
        var query = rows.AsSpan(row * dimension, dimension);
        var scores = new float[rows.Length / dimension];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = TensorPrimitives.Dot(query, rows.AsSpan(i * dimension, dimension));
        }

        return Enumerable.Range(0, scores.Length).Where(i => i != row).OrderByDescending(i => scores[i]).ThenBy(static i => i).Take(Neighbours);
    }
}
