using Cluster.Domain.Identity;
using Cluster.Imaging;

namespace Cluster.Encoders;

/// <summary>What the files of a model folder say about the encoder in it.</summary>
/// <param name="Id">Name of the folder and start of the space: <c>name@version</c>.</param>
/// <param name="Space">The embedding space that its vectors belong to.</param>
/// <param name="Folder">The model folder.</param>
/// <param name="Dimension">Length of its embeddings.</param>
/// <param name="Preprocessing">How it wants its pictures.</param>
public sealed record EncoderManifest(
    EncoderId Id, EmbeddingSpaceId Space, string Folder, int Dimension, PreprocessingSpec Preprocessing);
