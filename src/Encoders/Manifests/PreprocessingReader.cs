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
        var isCropped = config.Truth("do_center_crop") ?? config.Has("crop_size");
        var crop = isCropped ? config.Size("crop_size") : (width, height, isShortest);
        var isNormalised = config.Truth("do_normalize") != false;
        var isShifted = IsShifted(config);
        return new PreprocessingSpec
        {
            Width = crop.Item1,
            Height = crop.Item2,
            Flow = PreprocessingFlow.HuggingFace,
            Resize = isShortest ? ResizeMode.Shortest : ResizeMode.Squash,
            ResizeTo = (width, height) == (crop.Item1, crop.Item2) ? null : (width, height),
            Interpolation = (config.Number("resample") ?? 3) switch
            {
                2 => Interpolation.Bilinear,
                3 => Interpolation.Bicubic,
                var other => throw new FailureException(FailureKind.ModelIncomplete, $"resample {other} in {ModelFiles.Preprocessor} is not known: 2 (bilinear), 3 (bicubic)."),
            },

            // ALIGN: x / 127.5 - 1 and no normalisation, which is mean and deviation of one half. Without either it is x / 255.
            Mean = isShifted ? Half : isNormalised ? config.Channels("image_mean") ?? OpenAiMean : new ChannelStatistics(0, 0, 0),
            Std = isShifted ? Half : isNormalised ? config.Channels("image_std") ?? OpenAiStd : new ChannelStatistics(1, 1, 1),
        };
    }

    /// <summary>Whether pixels go to -1..1 instead of 0..1. Any other scaling is refused: it would be off without a sign.</summary>
    private static bool IsShifted(JsonConfig config)
    {
        var factor = config.Number("rescale_factor") ?? 1 / 255.0;
        var isShifted = config.Truth("rescale_offset") == true;
        var isKnown = config.Truth("do_rescale") != false && Math.Abs((factor * (isShifted ? 127.5 : 255)) - 1) < 1e-6
            && !(isShifted && config.Truth("do_normalize") != false);
        return isKnown ? isShifted : throw new FailureException(
            FailureKind.ModelIncomplete,
            $"{ModelFiles.Preprocessor} scales pixels by {factor}{(isShifted ? " with an offset" : "")}; known are 1/255, then mean and deviation, and 1/127.5 with an offset and neither.");
    }
}
