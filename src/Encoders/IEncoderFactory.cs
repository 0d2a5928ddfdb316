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
}
