using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Contracts.Collections;

/// <summary>One image to be added to a collection, limited in size by the gateway.</summary>
/// <param name="Corpus">The corpus of uploaded images that it joins; made when it is not there.</param>
/// <param name="Key">Its key there; the image of that key is replaced.</param>
/// <param name="Image">The stored bytes.</param>
/// <param name="Payload">The caller's own fields.</param>
[GenerateSerializer, Immutable, Alias("cluster.point-upload")]
public sealed record PointUpload(
    [property: Id(0)] CorpusId Corpus,
    [property: Id(1)] BlobKey Key,
    [property: Id(2)] ReadOnlyMemory<byte> Image,
    [property: Id(3)] IReadOnlyDictionary<string, PayloadValue> Payload);
