using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Jobs;

/// <summary>How many images ended how, so far.</summary>
/// <param name="Embedded">Encoded and written by this job.</param>
/// <param name="Unchanged">Already there, of the same space and content.</param>
/// <param name="Quarantined">Set aside with a reason.</param>
/// <param name="Total">All of these.</param>
public sealed record CountsView(long Embedded, long Unchanged, long Quarantined, long Total)
{
    internal static CountsView Of(OutcomeCounts counts) => new(counts.Embedded, counts.Unchanged, counts.Quarantined, counts.Total);
}
