using Cluster.Bench.Models.Onnx;

namespace Cluster.Bench.Models;

/// <summary>The image tower of a CLIP of any size, with generated weights: pixel_values [batch, 3, side, side] to image_embeds [batch, embedding].</summary>
public static class VisionTransformer
{
    private static readonly int[] LastTwo = [0, 2, 1];
    private static readonly int[] MiddleTwo = [0, 2, 1, 3];
    private static readonly int[] KeysLast = [0, 2, 3, 1];

    /// <summary>The model file, some kilobytes long.</summary>
    public static byte[] Write(TransformerShape shape, Precision precision = Precision.Fp32)
    {
        var graph = new GraphWriter();
        var pool = new WeightPool(graph, precision, 4 * shape.Width * shape.Width);
        var pixels = graph.Input("pixel_values", ElementType.Float, "batch", 3, shape.Image, shape.Image);
        var x = Patches(graph, pool, shape, precision == Precision.Fp16 ? graph.Node("Cast", [pixels], ("to", (int)ElementType.Float16)) : pixels);
        x = Norm(graph, pool, shape, x);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            x = graph.Node("Add", [x, Attention(graph, pool, shape, precision, Norm(graph, pool, shape, x))]);
            var inner = pool.Linear(Norm(graph, pool, shape, x), shape.Width, 4 * shape.Width);
            x = graph.Node("Add", [x, pool.Linear(Gelu(graph, precision, inner), 4 * shape.Width, shape.Width)]);
        }

        var first = graph.Node("Gather", [x, graph.Node("Squeeze", [graph.Integers(0)])], ("axis", 1));
        var embedding = graph.Node("MatMul", [Norm(graph, pool, shape, first), pool.Weights(shape.Width, shape.Width, shape.Embedding)]);
        graph.Output("image_embeds", precision == Precision.Fp16 ? graph.Node("Cast", [embedding], ("to", (int)ElementType.Float)) : embedding, ElementType.Float, "batch", shape.Embedding);
        return graph.ToArray();
    }

    private static string Patches(GraphWriter graph, WeightPool pool, TransformerShape shape, string pixels)
    {
        var kernel = pool.Weights(3 * shape.Patch * shape.Patch, shape.Width, 3, shape.Patch, shape.Patch);
        var grid = graph.Node("Conv", [pixels, kernel], ("kernel_shape", new[] { shape.Patch, shape.Patch }), ("strides", new[] { shape.Patch, shape.Patch }));
        var patches = graph.Node("Transpose", [graph.Node("Reshape", [grid, graph.Integers(0, shape.Width, -1)])], ("perm", LastTwo));
        var batch = graph.Node("Slice", [graph.Node("Shape", [pixels]), graph.Integers(0), graph.Integers(1)]);
        var token = graph.Node("Expand", [pool.Weights(1, 1, 1, shape.Width), graph.Node("Concat", [batch, graph.Integers(1, shape.Width)], ("axis", 0))]);
        return graph.Node("Add", [graph.Node("Concat", [token, patches], ("axis", 1)), pool.Weights(1, 1, shape.Tokens, shape.Width)]);
    }

    private static string Norm(GraphWriter graph, WeightPool pool, TransformerShape shape, string x) =>
        graph.Node("LayerNormalization", [x, pool.Same(1, shape.Width), pool.Same(0, shape.Width)], ("axis", -1), ("epsilon", 1e-5f));

    private static string Attention(GraphWriter graph, WeightPool pool, TransformerShape shape, Precision precision, string x)
    {
        var size = shape.Width / shape.Heads;
        string Head(string value, int[] order) => graph.Node(
            "Transpose", [graph.Node("Reshape", [value, graph.Integers(0, shape.Tokens, shape.Heads, size)])], ("perm", order));

        var queries = Head(pool.Linear(x, shape.Width, shape.Width), MiddleTwo);
        var keys = Head(pool.Linear(x, shape.Width, shape.Width), KeysLast);
        var values = Head(pool.Linear(x, shape.Width, shape.Width), MiddleTwo);
        var scores = graph.Node("Mul", [graph.Node("MatMul", [queries, keys]), Number(graph, precision, 1 / MathF.Sqrt(size))]);
        var mixed = graph.Node("MatMul", [graph.Node("Softmax", [scores], ("axis", -1)), values]);
        var joined = graph.Node("Reshape", [graph.Node("Transpose", [mixed], ("perm", MiddleTwo)), graph.Integers(0, shape.Tokens, shape.Width)]);
        return pool.Linear(joined, shape.Width, shape.Width);
    }

    /// <summary>x / 2 (1 + erf(x / sqrt 2)), as exporters write it.</summary>
    private static string Gelu(GraphWriter graph, Precision precision, string x)
    {
        var erf = graph.Node("Erf", [graph.Node("Div", [x, Number(graph, precision, MathF.Sqrt(2))])]);
        var sum = graph.Node("Add", [erf, Number(graph, precision, 1)]);
        return graph.Node("Mul", [graph.Node("Mul", [x, sum]), Number(graph, precision, 0.5f)]);
    }

    private static string Number(GraphWriter graph, Precision precision, float value) =>
        precision == Precision.Fp16 ? graph.Node("Cast", [graph.Scalar(value)], ("to", (int)ElementType.Float16)) : graph.Scalar(value);
}
