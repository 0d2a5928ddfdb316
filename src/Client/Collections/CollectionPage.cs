namespace Cluster.Client.Collections;

/// <summary>Collections, by name.</summary>
internal sealed record CollectionPage(IReadOnlyList<Collection> Collections);
