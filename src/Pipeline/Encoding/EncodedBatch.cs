using Cluster.Pipeline.Decoding;

namespace Cluster.Pipeline.Encoding;

/// <summary>Embeddings on their way to the index. The tiles' pixels have been given back.</summary>
/// <param name="Tiles">The images, one a row.</param>
/// <param name="Embeddings">Unit-length rows behind one another.</param>
internal sealed record EncodedBatch(IReadOnlyList<DecodedTile> Tiles, ReadOnlyMemory<float> Embeddings);
