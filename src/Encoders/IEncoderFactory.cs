namespace Cluster.Encoders;

/// <summary>Loads the towers of an encoder onto a device.</summary>
public interface IEncoderFactory
{
    /// <summary>Loads the image tower.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">ModelIncomplete when the graph does not fit the manifest.</exception>
    IImageEncoder LoadImageEncoder(EncoderManifest manifest);

    /// <summary>Loads the text tower; null when the encoder has none.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">ModelIncomplete when the graph does not fit the manifest.</exception>
    ITextEncoder? LoadTextEncoder(EncoderManifest manifest);

    /// <summary>Loads the image tower onto a device of the machine: <c>cpu</c>, <c>cuda:1</c>.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">ModelIncomplete when the graph does not fit the manifest; Unavailable when the device cannot be used.</exception>
    IImageEncoder LoadImageEncoder(EncoderManifest manifest, string device) => LoadImageEncoder(manifest);

    /// <summary>Loads the text tower onto a device; null when the encoder has none.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">ModelIncomplete when the graph does not fit the manifest; Unavailable when the device cannot be used.</exception>
    ITextEncoder? LoadTextEncoder(EncoderManifest manifest, string device) => LoadTextEncoder(manifest);

    /// <summary>The precision that the encoder would be loaded in: <c>fp32</c>.</summary>
    string PrecisionOf(EncoderManifest manifest) => "fp32";

    /// <summary>Memory of a device, in MiB, that both towers may take: more than they need, so that what fits by this number fits.</summary>
    int MemoryMiB(EncoderManifest manifest) => EncoderMemory.EstimateMiB(manifest.VisionFile, manifest.HasText ? manifest.TextFile : null);
}
