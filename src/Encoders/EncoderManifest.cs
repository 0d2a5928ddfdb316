using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Tokenization;
using Cluster.Imaging;

namespace Cluster.Encoders;

/// <summary>What the files of a model folder say about the encoder in it.</summary>
public sealed record EncoderManifest
{
    /// <summary>Name of the folder and start of the space: <c>name@version</c>.</summary>
    public required EncoderId Id { get; init; }

    /// <summary>The embedding space of its vectors: a hash over family, weights, preprocessing, tokenizer, pooling and dimension.</summary>
    public required EmbeddingSpaceId Space { get; init; }

    /// <summary>The model folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The architecture.</summary>
    public required EncoderFamily Family { get; init; }

    /// <summary>Length of its embeddings.</summary>
    public required int Dimension { get; init; }

    /// <summary>How it wants its pictures.</summary>
    public required PreprocessingSpec Preprocessing { get; init; }

    /// <summary>How the image tower makes one vector of many. Its graph does so; here it is known, compared and shown.</summary>
    public Pooling ImagePooling { get; init; }

    /// <summary>How the text tower does; null without one.</summary>
    public Pooling? TextPooling { get; init; }

    /// <summary>Whether embeddings are brought to unit length, as every family here does before it compares them.</summary>
    public bool IsNormalised { get; init; } = true;

    /// <summary>How its texts become tokens; null when it has no text tower.</summary>
    public TokenizerRules? Tokenizer { get; init; }

    /// <summary>Tokens a text may have; 0 without a text tower.</summary>
    public int ContextLength { get; init; }

    /// <summary>How similarity of picture and text becomes a logit; null when the files do not say.</summary>
    public LogitScale? LogitScale { get; init; }

    /// <summary>Licence of the weights where the files say one.</summary>
    public string? Licence { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the files that make the space, by their path in the folder.</summary>
    public IReadOnlyDictionary<string, string> FileHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it encodes texts.</summary>
    public bool HasText => Tokenizer is not null;

    /// <summary>The graph of the image tower.</summary>
    public string VisionFile => Path.Combine(Folder, ModelFiles.Vision);

    /// <summary>The graph of the text tower.</summary>
    public string TextFile => Path.Combine(Folder, ModelFiles.Text);
}
