namespace Cluster.Domain.Outcomes;

/// <summary>How many images ended in which state. Listed = Embedded + Unchanged + Quarantined once a pass is complete.</summary>
/// <param name="Embedded">Images encoded and written by this job.</param>
/// <param name="Unchanged">Images whose point was already there, of the same space and the same content.</param>
/// <param name="Quarantined">Images set aside with a reason.</param>
[GenerateSerializer, Immutable, Alias("cluster.outcome-counts")]
public readonly record struct OutcomeCounts(
    [property: Id(0)] long Embedded, [property: Id(1)] long Unchanged, [property: Id(2)] long Quarantined)
{
    /// <summary>All images accounted for.</summary>
    public long Total => Embedded + Unchanged + Quarantined;

    public static OutcomeCounts operator +(OutcomeCounts a, OutcomeCounts b) =>
        new(a.Embedded + b.Embedded, a.Unchanged + b.Unchanged, a.Quarantined + b.Quarantined);

    public static OutcomeCounts Add(OutcomeCounts left, OutcomeCounts right) => left + right;
}
