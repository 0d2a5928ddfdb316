using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Cluster.Encoders.Onnx;

/// <summary>Finds inputs and outputs by role: exporters name them differently, and some add outputs. A name is asked first, then the shape, if only one fits.</summary>
internal static class GraphRoles
{
    private static readonly string[] Pixels = ["pixel_values", "image", "images", "pixels", "input"];
    private static readonly string[] Tokens = ["input_ids", "text", "texts", "tokens", "token_ids", "ids", "input"];
    private static readonly string[] Mask = ["attention_mask", "mask", "text_mask"];
    private static readonly string[] TokenTypes = ["token_type_ids", "segment_ids"];
    private static readonly string[] ImageEmbedding = ["image_embeds", "image_features", "image_embeddings", "image_embedding", "embeddings", "embedding", "output"];
    private static readonly string[] TextEmbedding = ["text_embeds", "text_features", "text_embeddings", "text_embedding", "embeddings", "embedding", "output"];

    /// <summary>What comes before a projection, and must not be taken for the embedding, though its length may be the same.</summary>
    private static readonly string[] BeforeProjection = ["pooler_output", "pooled_output", "last_hidden_state", "hidden_states"];

    private static readonly TensorElementType[] Floats = [TensorElementType.Float, TensorElementType.Float16];
    private static readonly TensorElementType[] Integers = [TensorElementType.Int64, TensorElementType.Int32];

    /// <summary>The input for pictures: floats, batch x 3 x height x width.</summary>
    /// <exception cref="FailureException">ModelIncomplete, naming what the graph has and what was looked for.</exception>
    public static string PixelsOf(OnnxSession graph) => Require(graph, graph.Session.InputMetadata, Pixels, [], Floats, 4, "input for pictures");

    /// <summary>The input for token ids: integers, batch x length.</summary>
    public static string TokensOf(OnnxSession graph) => Require(graph, graph.Session.InputMetadata, Tokens, [.. Mask, .. TokenTypes], Integers, 2, "input for token ids");

    /// <summary>The input for the attention mask; null when the graph has none.</summary>
    public static string? MaskOf(OnnxSession graph) => Array.Find(Mask, graph.Session.InputMetadata.ContainsKey);

    /// <summary>The input that tells first from second sentences; null when the graph has none.</summary>
    public static string? TokenTypesOf(OnnxSession graph) => Array.Find(TokenTypes, graph.Session.InputMetadata.ContainsKey);

    /// <summary>The output with the embedding, batch x dimension.</summary>
    public static string EmbeddingOf(OnnxSession graph, EncoderFamily family, bool ofImages)
    {
        // SigLIP has no projection: what its pooling gives is the embedding.
        string[] names = [.. ofImages ? ImageEmbedding : TextEmbedding, .. family == EncoderFamily.SigLip ? ["pooler_output"] : Array.Empty<string>()];
        return Require(graph, graph.Session.OutputMetadata, names, family == EncoderFamily.SigLip ? [] : BeforeProjection, Floats, 2, "output with the embedding");
    }

    /// <exception cref="FailureException">ModelIncomplete when the graph wants an input that has no role here.</exception>
    public static void RefuseOthers(OnnxSession graph, params ReadOnlySpan<string?> known)
    {
        foreach (var input in graph.Session.InputMetadata.Keys)
        {
            if (!known.Contains(input))
            {
                throw Incomplete(graph, $"the input '{input}' has no role known here. {Listing("inputs", graph.Session.InputMetadata)}");
            }
        }
    }

    /// <exception cref="FailureException">ModelIncomplete when a fixed axis differs.</exception>
    public static void Check(OnnxSession graph, IReadOnlyDictionary<string, NodeMetadata> there, string name, params int[] expected)
    {
        var actual = there[name].Dimensions;
        var fits = actual.Length == expected.Length && actual.Zip(expected).All(static pair => pair.First <= 0 || pair.Second <= 0 || pair.First == pair.Second);
        if (!fits)
        {
            throw Incomplete(graph, $"'{name}' has the shape [{string.Join(", ", actual)}]; the configuration files say [{string.Join(", ", expected)}] (-1: any).");
        }
    }

    /// <summary>A fault of a graph, for a person.</summary>
    public static FailureException Incomplete(OnnxSession graph, string detail) => new(FailureKind.ModelIncomplete, $"{graph.File}: {detail}");

    private static string Require(
        OnnxSession graph, IReadOnlyDictionary<string, NodeMetadata> there, string[] names, string[] never, TensorElementType[] types, int rank, string role)
    {
        bool Fits(NodeMetadata node) => node.IsTensor && types.Contains(node.ElementDataType) && node.Dimensions.Length == rank;

        // One of that name but of another shape is as wrong as none, and the shape check says so better.
        if (Array.Find(names, there.ContainsKey) is { } named)
        {
            return types.Contains(there[named].ElementDataType)
                ? named
                : throw Incomplete(graph, $"'{named}' holds {there[named].ElementDataType}; the {role} holds {string.Join(" or ", types)}.");
        }

        string[] fitting = [.. there.Where(pair => !never.Contains(pair.Key) && Fits(pair.Value)).Select(static pair => pair.Key)];
        return fitting.Length == 1
            ? fitting[0]
            : throw Incomplete(
                graph,
                $"no {role}. Looked for the names {string.Join(", ", names)}, or for the only one of {rank} axes of {string.Join(" or ", types)}"
                + $"{(fitting.Length > 1 ? $" (there are {fitting.Length})" : "")}. {Listing("The graph has", there)}");
    }

    private static string Listing(string what, IReadOnlyDictionary<string, NodeMetadata> there) =>
        $"{what}: {string.Join("; ", there.Select(static pair => pair.Value.IsTensor ? $"{pair.Key} {pair.Value.ElementDataType} [{string.Join(", ", pair.Value.Dimensions)}]" : pair.Key))}.";
}
