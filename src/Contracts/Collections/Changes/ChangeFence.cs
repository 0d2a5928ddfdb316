namespace Cluster.Contracts.Collections.Changes;

/// <summary>No change is under way and none begins until the fence is lifted, the live generation switched, or its time is up.</summary>
/// <param name="Number">Names the fence.</param>
/// <param name="Until">When it falls by itself.</param>
[GenerateSerializer, Immutable, Alias("cluster.change-fence")]
public sealed record ChangeFence([property: Id(0)] long Number, [property: Id(1)] DateTimeOffset Until);
