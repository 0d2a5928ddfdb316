using System.Text.Json;

namespace Cluster.Bench.Models;

/// <summary>A model folder in the Hugging Face layout around a generated image tower.</summary>
public static class ModelFolder
{
    /// <summary>Writes configuration and graphs: <c>onnx/vision_model.onnx</c>, and <c>_fp16</c> or <c>_quantized</c> beside it for the other precisions.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="tower">Which tower, and its size.</param>
    /// <param name="precisions">Which graphs to write.</param>
    public static void Write(string folder, IImageTower tower, params Precision[] precisions)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(tower.Configuration));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), JsonSerializer.Serialize(tower.Preprocessing));
        foreach (var precision in precisions)
        {
            var suffix = precision switch { Precision.Fp16 => "_fp16", Precision.Int8 => "_quantized", _ => "" };
            File.WriteAllBytes(Path.Combine(folder, "onnx", $"vision_model{suffix}.onnx"), tower.Graph(precision));
        }
    }
}
