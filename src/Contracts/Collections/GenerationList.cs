using Cluster.Domain.Collections;

namespace Cluster.Contracts.Collections;

/// <summary>The generations of a collection that must receive changes.</summary>
/// <param name="Generations">The live one first.</param>
[GenerateSerializer, Immutable, Alias("cluster.generation-list")]
public sealed record GenerationList([property: Id(0)] IReadOnlyList<CollectionGeneration> Generations)
{
    /// <summary>The one that answers queries.</summary>
    public LiveCollection Live => Generations[0].Place;

    /// <summary>The others.</summary>
    public IEnumerable<CollectionGeneration> Followers => Generations.Skip(1);
}
