using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections;

/// <summary>Images to be taken down.</summary>
/// <param name="Keys">Their keys, 1 to 1,000.</param>
/// <param name="Corpus">Their corpus; null where the collection has only one.</param>
/// <param name="Reason">Why, for the audit log.</param>
/// <param name="By">Who asks, as far as the gateway knows.</param>
[GenerateSerializer, Immutable, Alias("cluster.takedown-request")]
public sealed record TakedownRequest(
    [property: Id(0)] IReadOnlyList<BlobKey> Keys, [property: Id(1)] CorpusId? Corpus, [property: Id(2)] string Reason, [property: Id(3)] string By);
