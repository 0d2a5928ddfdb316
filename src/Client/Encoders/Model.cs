namespace Cluster.Client.Encoders;

/// <summary>An encoder that the cluster can use.</summary>
/// <param name="Id"><c>name@version</c>.</param>
/// <param name="Family">OpenClip, MetaClip, Align, ...</param>
/// <param name="Licence">Licence of the weights, where the files say one.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Space">The embedding space of its vectors.</param>
/// <param name="HasText">Whether it encodes texts too.</param>
/// <param name="Preprocessing">Preprocessing in words.</param>
/// <param name="FileHashes">SHA-256 a file, by its path inside the model folder.</param>
/// <param name="Logits">How similarity becomes a logit; null when its files do not say.</param>
public sealed record Model(
    string Id,
    string Family,
    string? Licence,
    int Dimension,
    string Space,
    bool HasText,
    string Preprocessing,
    IReadOnlyDictionary<string, string> FileHashes,
    ModelLogits? Logits = null);
