using Cluster.Pipeline.Decoding;
using Cluster.Pipeline.Telemetry;

namespace Cluster.Pipeline.Encoding;

/// <summary>Embeddings on their way to the index. The tiles' pixels have been given back.</summary>
/// <param name="Tiles">The images, one a row.</param>
/// <param name="Embeddings">Unit-length rows behind one another.</param>
/// <param name="Trace">The span of the batch, ended by the writer; null when it leaves none.</param>
internal sealed record EncodedBatch(IReadOnlyList<DecodedTile> Tiles, ReadOnlyMemory<float> Embeddings, BatchTrace? Trace);
