namespace Cluster.Imaging;

/// <summary>The order of steps and the rounding of the crop offset.</summary>
public enum PreprocessingFlow
{
    /// <summary>OpenCLIP and MetaCLIP: resize in the stored mode, crop (offset rounded half to even), then RGB.</summary>
    OpenClip = 0,

    /// <summary>OpenCLIP's rounding, but RGB before the resize.</summary>
    RgbFirst = 1,

    /// <summary>Hugging Face image processors: RGB first, crop offset rounded down.</summary>
    HuggingFace = 2,
}
