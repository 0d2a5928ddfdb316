using Cluster.Corpora;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Cluster.VectorIndex;

namespace Cluster.Pipeline;

/// <summary>What a run works with.</summary>
/// <param name="Source">Where images are listed and read.</param>
/// <param name="Preprocessor">Bytes to tiles.</param>
/// <param name="Shard">Tiles to embeddings; on this silo.</param>
/// <param name="Index">Where points go.</param>
/// <param name="Checkpoints">Makes progress durable.</param>
public sealed record PipelineParts(
    ICorpusSource Source, IImagePreprocessor Preprocessor, IEncoderShard Shard, IVectorIndex Index, Progress.ICheckpointSink Checkpoints)
{
    /// <summary>What is known of the images from before. Default: nothing.</summary>
    public Listing.IKnownImages Known { get; init; } = Listing.NothingKnown.Instance;
}
