namespace Cluster.Encoders.Manifests;

/// <summary>The architectures that are known here.</summary>
public enum EncoderFamily
{
    /// <summary>A CLIP folder in OpenCLIP's own layout.</summary>
    OpenClip = 0,

    /// <summary>A CLIP folder in the Hugging Face layout; MetaCLIP's checkpoints are of this kind.</summary>
    Clip = 1,

    /// <summary>EfficientNet and BERT.</summary>
    Align = 2,

    /// <summary>CLIP with a sigmoid loss.</summary>
    SigLip = 3,
}
