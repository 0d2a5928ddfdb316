using System.Numerics.Tensors;

namespace Cluster.Grains.Comparisons;

/// <summary>The vectors that one encoder made of a sample, and exact answers over them. Rows of pictures that it could not embed are null.</summary>
public sealed class SampledVectors(IReadOnlyList<ReadOnlyMemory<float>?> rows)
{
    /// <summary>The rows, picture by picture.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>?> Rows => rows;

    /// <summary>Rows that are there.</summary>
    public int Count { get; } = rows.Count(static row => row is not null);

    /// <summary>The nearest pictures by cosine, nearest first; one may be left out.</summary>
    public IReadOnlyList<(int Picture, float Score)> Nearest(ReadOnlySpan<float> query, int most, int? except = null)
    {
        var scored = new List<(int Picture, float Score)>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i != except && rows[i] is { } row)
            {
                scored.Add((i, TensorPrimitives.Dot(query, row.Span)));
            }
        }

        return [.. scored.OrderByDescending(static one => one.Score).ThenBy(static one => one.Picture).Take(most)];
    }

    /// <summary>The nearest pictures of every picture, itself left out; empty where it has no vector.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Neighbours(int most) =>
        [.. rows.Select((row, i) => row is { } query ? (IReadOnlyList<int>)[.. Nearest(query.Span, most, i).Select(static one => one.Picture)] : [])];
}
