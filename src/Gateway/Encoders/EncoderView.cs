using Cluster.Contracts.Encoders;

namespace Cluster.Gateway.Encoders;

/// <summary>An encoder as callers see it.</summary>
public sealed record EncoderView(
    string Id, string Family, int Dimension, bool HasText, string? Licence, string Preprocessing, string Space, IReadOnlyDictionary<string, string> FileHashes)
{
    internal static EncoderView Of(EncoderDescription encoder) => new(
        encoder.Id.Value, encoder.Family, encoder.Dimension, encoder.HasText, encoder.Licence, encoder.Preprocessing, encoder.Space.Value, encoder.FileHashes);
}
