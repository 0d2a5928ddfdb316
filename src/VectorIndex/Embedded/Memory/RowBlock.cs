using System.Collections.Concurrent;
using Cluster.Domain.Identity;

namespace Cluster.VectorIndex.Embedded.Memory;

/// <summary>
/// A fixed number of rows that are written once and never change: readers hold on to a block while the writer appends behind what they see.
/// </summary>
internal sealed class RowBlock(int rows, int dimension, bool quantised)
{
    /// <summary>Vectors, row by row.</summary>
    public float[] Vectors { get; } = GC.AllocateUninitializedArray<float>(rows * dimension);

    /// <summary>Point ids, row by row.</summary>
    public PointId[] Ids { get; } = new PointId[rows];

    /// <summary>The vectors rounded to 8 bits, where the index keeps them; else null.</summary>
    public sbyte[]? Codes { get; } = quantised ? GC.AllocateUninitializedArray<sbyte>(rows * dimension) : null;

    /// <summary>What one step of a row's codes is worth.</summary>
    public float[]? Steps { get; } = quantised ? new float[rows] : null;

    /// <summary>By field: the code of each row's value in that field's <see cref="FieldColumn"/>.</summary>
    public ConcurrentDictionary<string, int[]> Fields { get; } = new(StringComparer.Ordinal);

    public int Capacity => Ids.Length;

    public ReadOnlySpan<float> Vector(int row) => Vectors.AsSpan(row * dimension, dimension);
}
