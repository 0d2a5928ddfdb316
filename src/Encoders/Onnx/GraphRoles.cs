using Cluster.Domain.Outcomes;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>Finds inputs and outputs by role: exporters name them differently, and some add outputs.</summary>
internal static class GraphRoles
{
    public static readonly string[] Pixels = ["pixel_values", "image", "images", "input", "pixels"];
    public static readonly string[] Tokens = ["input_ids", "text", "tokens", "ids"];
    public static readonly string[] Mask = ["attention_mask", "mask"];
    public static readonly string[] ImageEmbedding = ["image_embeds", "image_features", "image_embedding", "embeddings", "output"];
    public static readonly string[] TextEmbedding = ["text_embeds", "text_features", "text_embedding", "embeddings", "output"];

    /// <exception cref="FailureException">ModelIncomplete, naming what the graph has and what was looked for.</exception>
    public static string Require(IReadOnlyDictionary<string, NodeMetadata> there, string[] names, string file) =>
        Find(there, names) ?? throw new FailureException(
            FailureKind.ModelIncomplete, $"{file} has {string.Join(", ", there.Keys)}; looked for one of {string.Join(", ", names)}.");

    public static string? Find(IReadOnlyDictionary<string, NodeMetadata> there, string[] names) => Array.Find(names, there.ContainsKey);

    /// <exception cref="FailureException">ModelIncomplete when a fixed axis differs.</exception>
    public static void Check(IReadOnlyDictionary<string, NodeMetadata> there, string name, int[] expected, string file)
    {
        var actual = there[name].Dimensions;
        var fits = actual.Length == expected.Length && actual.Zip(expected).All(static pair => pair.First <= 0 || pair.Second <= 0 || pair.First == pair.Second);
        if (!fits)
        {
            throw new FailureException(
                FailureKind.ModelIncomplete, $"{file}: '{name}' has the shape [{string.Join(", ", actual)}]; the configuration files say [{string.Join(", ", expected)}] (-1: any).");
        }
    }
}
