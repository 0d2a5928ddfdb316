using System.Numerics;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex.Embedded.Memory;

namespace Cluster.VectorIndex.Embedded;

/// <summary>Counts rows in memory. Every field spoken of must have its column.</summary>
internal static class RowCounts
{
    /// <summary>Rows that pass.</summary>
    public static long Count(CollectionMatrix matrix, Filter filter)
    {
        var snapshot = matrix.Current;
        var rows = RowFilter.Compile(filter, matrix.Columns);
        var mask = new ulong[matrix.RowsPerBlock / 64];
        var count = 0L;
        foreach (var view in snapshot.Blocks)
        {
            var wanted = mask.AsSpan(0, (view.Count + 63) / 64);
            rows.Fill(view, wanted);
            foreach (var word in wanted)
            {
                count += BitOperations.PopCount(word);
            }
        }

        return count;
    }

    /// <summary>Rows that pass, by value of a field.</summary>
    public static IReadOnlyList<FacetHit> Facet(CollectionMatrix matrix, string field, Filter? filter, int limit)
    {
        var snapshot = matrix.Current;
        var rows = RowFilter.Compile(filter ?? new Filter.All([]), matrix.Columns);
        var values = matrix.Columns[field].Values;
        var points = new long[values.Length];
        var mask = new ulong[matrix.RowsPerBlock / 64];
        foreach (var view in snapshot.Blocks)
        {
            var wanted = mask.AsSpan(0, (view.Count + 63) / 64);
            rows.Fill(view, wanted);
            var codes = view.Block.Fields[field];
            for (var word = 0; word < wanted.Length; word++)
            {
                for (var bits = wanted[word]; bits != 0; bits &= bits - 1)
                {
                    points[codes[(word << 6) + BitOperations.TrailingZeroCount(bits)]]++;
                }
            }
        }

        var counts = new FacetCounts();
        for (var code = 0; code < points.Length; code++)
        {
            if (points[code] > 0)
            {
                counts.Add(values[code], points[code]);
            }
        }

        return counts.Top(limit);
    }
}
