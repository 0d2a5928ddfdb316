using System.Text.Json;

namespace Cluster.Bench.Models;

/// <summary>A model folder in the Hugging Face layout around a generated image tower.</summary>
public static class ModelFolder
{
    /// <summary>Writes configuration and graphs: <c>onnx/vision_model.onnx</c>, and <c>_fp16</c> or <c>_quantized</c> beside it for the other precisions.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="shape">The size.</param>
    /// <param name="precisions">Which graphs to write.</param>
    public static void Write(string folder, TransformerShape shape, params Precision[] precisions)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new { model_type = "clip", projection_dim = shape.Embedding, logit_scale = 4.6052 }));
        File.WriteAllText(Path.Combine(folder, "preprocessor_config.json"), JsonSerializer.Serialize(new
        {
            image_processor_type = "CLIPImageProcessor",
            size = new { shortest_edge = shape.Image },
            crop_size = new { height = shape.Image, width = shape.Image },
            do_center_crop = true,
            resample = 3,
            image_mean = (double[])[0.48145466, 0.4578275, 0.40821073],
            image_std = (double[])[0.26862954, 0.26130258, 0.27577711],
        }));
        foreach (var precision in precisions)
        {
            var suffix = precision switch { Precision.Fp16 => "_fp16", Precision.Int8 => "_quantized", _ => "" };
            File.WriteAllBytes(Path.Combine(folder, "onnx", $"vision_model{suffix}.onnx"), VisionTransformer.Write(shape, precision));
        }
    }
}
