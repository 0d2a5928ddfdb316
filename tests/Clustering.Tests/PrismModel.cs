using Cluster.TestSupport;

namespace Cluster.Clustering.Tests;

/// <summary>A model folder for the probed silo: everything that a manifest is read from, small, with graphs that nobody runs.</summary>
internal static class PrismModel
{
    public const string Name = "prism";
    public const int Dimension = 32;

    /// <summary>Makes it below <paramref name="models"/>.</summary>
    public static void Create(string models)
    {
        var folder = Path.Combine(models, Name);
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        foreach (var file in new[] { "merges.txt", "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.json" })
        {
            File.Copy(RepositoryFolder.Path("models", "demo-clip", file), Path.Combine(folder, file));
        }

        File.WriteAllText(Path.Combine(folder, "config.json"), $$"""{ "model_type": "clip", "projection_dim": {{Dimension}} }""");
        File.WriteAllText(
            Path.Combine(folder, "preprocessor_config.json"),
            """{ "do_resize": true, "size": { "shortest_edge": 8 }, "resample": 3, "do_center_crop": true, "crop_size": { "height": 8, "width": 8 } }""");
        File.WriteAllText(Path.Combine(folder, "onnx", "vision_model.onnx"), "not a graph");
        File.WriteAllText(Path.Combine(folder, "onnx", "text_model.onnx"), "nor is this");
    }
}
