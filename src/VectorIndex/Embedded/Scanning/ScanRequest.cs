using System.Collections.Frozen;
using Cluster.Domain.Identity;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex.Embedded.Memory;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>What a scan looks for.</summary>
internal sealed record ScanRequest(Scorer Scorer, int Dimension, int Limit)
{
    /// <summary>Only rows that pass; null for all.</summary>
    public RowFilter? Filter { get; init; }

    /// <summary>Only scores above this.</summary>
    public float? ScoreAbove { get; init; }

    /// <summary>Only rows behind this place of the order; such a scan is always exact.</summary>
    public ScorePlace? After { get; init; }

    /// <summary>Whether a first pass over rounded vectors is out of the question.</summary>
    public bool Exact { get; init; }

    /// <summary>Points left out: the examples of the query.</summary>
    public FrozenSet<PointId> Excluded { get; init; } = FrozenSet<PointId>.Empty;

    /// <summary>Words of 64 rows in the largest block.</summary>
    public int MaskWords { get; init; }

    /// <summary>Sets the bits of the rows that are alive and pass the filter.</summary>
    public void FillMask(BlockView view, Span<ulong> mask)
    {
        if (Filter is null)
        {
            RowFilter.Alive(view, mask);
        }
        else
        {
            Filter.Fill(view, mask);
        }
    }
}
