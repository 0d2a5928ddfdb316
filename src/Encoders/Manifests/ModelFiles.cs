namespace Cluster.Encoders.Manifests;

/// <summary>Where the files of a model folder lie (the Hugging Face layout).</summary>
internal static class ModelFiles
{
    public const string Config = "config.json";
    public const string OpenClipConfig = "open_clip_config.json";
    public const string Preprocessor = "preprocessor_config.json";
    public const string Vision = "onnx/vision_model.onnx";
    public const string Text = "onnx/text_model.onnx";
    public const string Parity = "parity.json";
    public const string Tuning = "tuning.json";

    /// <summary>The file of a tower in a precision, relative to the folder; null when none of its names is there.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="tower"><see cref="Vision"/> or <see cref="Text"/>.</param>
    /// <param name="precision">The precision.</param>
    public static string? Variant(string folder, string tower, ModelPrecision precision) =>
        Array.Find(NamesOf(tower, precision), name => File.Exists(Path.Combine(folder, name)));

    /// <summary>The names that a tower's file of a precision may have, the usual one first.</summary>
    public static string[] NamesOf(string tower, ModelPrecision precision)
    {
        string[] endings = precision switch
        {
            ModelPrecision.Fp16 => ["_fp16"],
            ModelPrecision.Int8 => ["_quantized", "_int8", "_uint8"],
            _ => [""],
        };
        return [.. endings.Select(ending => tower.Replace(".onnx", ending + ".onnx", StringComparison.Ordinal))];
    }

    /// <summary>A graph and the files that hold its weights beside it (<c>x.onnx_data</c>, <c>x.onnx.data</c>), relative to the folder, by name.</summary>
    public static IReadOnlyList<string> WithWeights(string folder, string graph)
    {
        var place = Path.GetDirectoryName(graph)!;
        return
        [
            graph,
            .. Directory.EnumerateFiles(Path.Combine(folder, place), Path.GetFileName(graph) + "*")
                .Select(path => $"{place}/{Path.GetFileName(path)}")
                .Where(path => path != graph)
                .Order(StringComparer.Ordinal),
        ];
    }
}
