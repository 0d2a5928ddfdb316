namespace Cluster.Encoders.Manifests;

/// <summary>Where the files of a model folder lie (the Hugging Face layout).</summary>
internal static class ModelFiles
{
    public const string Config = "config.json";
    public const string OpenClipConfig = "open_clip_config.json";
    public const string Preprocessor = "preprocessor_config.json";
    public const string Vision = "onnx/vision_model.onnx";
    public const string Text = "onnx/text_model.onnx";
}
