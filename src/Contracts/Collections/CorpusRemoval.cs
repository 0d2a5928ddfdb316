using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections;

/// <summary>All points of a corpus are taken out of a collection. Until that is over nobody adds any; a job that did would start over with the next one.</summary>
/// <param name="Corpus">The corpus.</param>
/// <param name="Operation">The operation that does it.</param>
/// <param name="Points">Points of the live generation: those there were when it began, in the end those that were removed.</param>
/// <param name="LakeRows">Rows of the lake, likewise.</param>
/// <param name="Done">Whether it is over. Kept until the corpus is removed again, so that a removal which is begun anew after its end does nothing.</param>
[GenerateSerializer, Immutable, Alias("cluster.corpus-removal")]
public sealed record CorpusRemoval(
    [property: Id(0)] CorpusId Corpus, [property: Id(1)] string Operation, [property: Id(2)] long Points, [property: Id(3)] long LakeRows, [property: Id(4)] bool Done = false);
