namespace Cluster.Gateway.Collections;

/// <summary>Collections, by name.</summary>
public sealed record CollectionList(IReadOnlyList<CollectionView> Collections);
