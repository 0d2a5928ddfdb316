using Cluster.Domain.Outcomes;
using Cluster.Imaging;

namespace Cluster.Encoders.Manifests;

/// <summary>Preprocessing from a model's own files: OpenCLIP's configuration follows OpenCLIP, an image processor's follows Hugging Face.</summary>
internal static class PreprocessingReader
{
    private static readonly ChannelStatistics OpenAiMean = new(0.48145466, 0.4578275, 0.40821073);
    private static readonly ChannelStatistics OpenAiStd = new(0.26862954, 0.26130258, 0.27577711);
    private static readonly ChannelStatistics Half = new(0.5, 0.5, 0.5);

    public static PreprocessingSpec OpenClip(JsonConfig config)
    {
        var vision = (config.Section("model_cfg") ?? config).Section("vision_cfg") ?? throw config.Missing("model_cfg.vision_cfg", "an object");
        var (width, height, _) = vision.Size("image_size");
        var preprocess = config.Section("preprocess_cfg");
        return new PreprocessingSpec
        {
            Width = width,
            Height = height,
            Flow = PreprocessingFlow.OpenClip,
            Resize = preprocess?.Text("resize_mode") switch
            {
                null or "shortest" => ResizeMode.Shortest,
                "longest" => ResizeMode.Longest,
                "squash" => ResizeMode.Squash,
                var other => throw new FailureException(FailureKind.ModelIncomplete, $"resize_mode '{other}' is not known: shortest, longest, squash."),
            },
            Interpolation = preprocess?.Text("interpolation") == "bilinear" ? Interpolation.Bilinear : Interpolation.Bicubic,
            FillColor = (byte)(preprocess?.Number("fill_color") ?? 0),
            Mean = preprocess?.Channels("mean") ?? OpenAiMean,
            Std = preprocess?.Channels("std") ?? OpenAiStd,
        };
    }

    public static PreprocessingSpec HuggingFace(JsonConfig config)
    {
        var (width, height, isShortest) = config.Size("size");
        var crop = config.Truth("do_center_crop") == true ? config.Size("crop_size") : (width, height, isShortest);
        var isShifted = config.Truth("rescale_offset") == true;
        var isNormalised = config.Truth("do_normalize") != false;
        return new PreprocessingSpec
        {
            Width = crop.Item1,
            Height = crop.Item2,
            Flow = PreprocessingFlow.HuggingFace,
            Resize = isShortest ? ResizeMode.Shortest : ResizeMode.Squash,
            ResizeTo = (width, height) == (crop.Item1, crop.Item2) ? null : (width, height),
            Interpolation = config.Number("resample") == 2 ? Interpolation.Bilinear : Interpolation.Bicubic,

            // ALIGN: x / 127.5 - 1 and no normalisation, which is mean and deviation of one half.
            Mean = isShifted && !isNormalised ? Half : config.Channels("image_mean") ?? OpenAiMean,
            Std = isShifted && !isNormalised ? Half : config.Channels("image_std") ?? OpenAiStd,
        };
    }
}
