using System.Text.Json.Serialization;
using Cluster.Contracts.Encoders;

namespace Cluster.Gateway.Encoders;

/// <summary>An encoder that the cluster can use.</summary>
/// <param name="Id"><c>name@version</c>.</param>
/// <param name="Family">OpenClip, MetaClip, Align, ...</param>
/// <param name="Licence">Licence of the weights, where the files say one.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Space">The embedding space of its vectors.</param>
/// <param name="HasText">Whether it encodes texts too.</param>
/// <param name="Preprocessing">Preprocessing in words.</param>
/// <param name="FileHashes">SHA-256 a file, by its path inside the model folder.</param>
/// <param name="Logits">How similarity becomes a logit; left out when its files do not say.</param>
public sealed record ModelView(
    string Id,
    string Family,
    string? Licence,
    int Dimension,
    string Space,
    bool HasText,
    string Preprocessing,
    IReadOnlyDictionary<string, string> FileHashes,
    LogitView? Logits)
{
    /// <summary>Always <c>model</c>, as OpenAI's clients expect.</summary>
    public string Object { get; } = "model";

    /// <summary>Always 0: model folders carry no date. OpenAI's clients expect the field.</summary>
    public long Created { get; }

    /// <summary>Always <c>cluster</c>; OpenAI's clients expect the field.</summary>
    [JsonPropertyName("owned_by")]
    public string OwnedBy { get; } = "cluster";

    internal static ModelView Of(EncoderDescription encoder) => new(
        encoder.Id.Value, encoder.Family, encoder.Licence, encoder.Dimension, encoder.Space.Value, encoder.HasText, encoder.Preprocessing, encoder.FileHashes,
        encoder.LogitScale is { } scale ? LogitView.Of(scale) : null);
}
