using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;

namespace Cluster.Contracts.Collections;

/// <summary>A collection as the cluster knows it.</summary>
/// <param name="Live">What queries use now.</param>
/// <param name="Corpora">The corpora that feed it, in the order they first did.</param>
/// <param name="CreatedAt">When its first generation was made.</param>
[GenerateSerializer, Immutable, Alias("cluster.collection-description")]
public sealed record CollectionDescription(
    [property: Id(0)] LiveCollection Live, [property: Id(1)] IReadOnlyList<CorpusSpec> Corpora, [property: Id(2)] DateTimeOffset CreatedAt);
