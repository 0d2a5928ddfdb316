using Cluster.Contracts.Encoders;
using Cluster.Encoders;

namespace Cluster.Grains.Encoders;

/// <summary>Says of an encoder's files what others need to know of them.</summary>
internal static class EncoderDescriptions
{
    /// <summary>What travels of a manifest.</summary>
    public static EncoderDescription Describe(this EncoderManifest manifest) => new()
    {
        Id = manifest.Id,
        Space = manifest.Space,
        Dimension = manifest.Dimension,
        Family = manifest.Family.ToString(),
        HasText = manifest.HasText,
        Licence = manifest.Licence,
        Preprocessing = $"{manifest.Preprocessing.Flow} {manifest.Preprocessing.Resize} {manifest.Preprocessing.Interpolation} {manifest.Preprocessing.Width}x{manifest.Preprocessing.Height}",
        FileHashes = manifest.FileHashes,
        LogitScale = manifest.LogitScale,
    };
}
