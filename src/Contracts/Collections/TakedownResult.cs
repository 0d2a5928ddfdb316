namespace Cluster.Contracts.Collections;

/// <summary>What a takedown removed.</summary>
/// <param name="Version">Its number; the audit log names it.</param>
/// <param name="Images">Images that are taken down by it; those that were already are not counted again.</param>
/// <param name="Points">Points removed, over all generations.</param>
/// <param name="LakeRows">Rows removed from the lake.</param>
[GenerateSerializer, Immutable, Alias("cluster.takedown-result")]
public sealed record TakedownResult([property: Id(0)] long Version, [property: Id(1)] int Images, [property: Id(2)] long Points, [property: Id(3)] long LakeRows);
