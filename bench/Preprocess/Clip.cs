using Cluster.Imaging;
using Microsoft.Extensions.Options;

namespace Cluster.Bench.Preprocess;

/// <summary>The preprocessing that is timed: OpenCLIP's at 224.</summary>
internal static class Clip
{
    public const int TileBytes = 224 * 224 * 3;

    public static PreprocessingSpec Spec { get; } = new()
    {
        Width = 224, Height = 224,
        Mean = new(0.48145466, 0.4578275, 0.40821073), Std = new(0.26862954, 0.26130258, 0.27577711),
    };

    public static ImagePreprocessor Preprocessor { get; } = new(Options.Create(new ImagingOptions()));
}
