using Cluster.Bench.Models.Onnx;

namespace Cluster.Bench.Models;

/// <summary>
/// ALIGN's image tower of any size, with generated weights. Batch normalisation is folded into weights and biases, as exporters do; the weights
/// keep what passes through at the size that normalisation would give it, so that 16-bit floats neither overflow nor vanish.
/// </summary>
public static class EfficientNet
{
    // The mean square of SiLU of a normal variable, and what a gate of one half leaves of that.
    private const double AfterActivation = 0.356;
    private const double AfterGate = AfterActivation / 4;

    // Of a block that adds to what came in: a tenth, or the thirteen of a stage would grow without normalisation.
    private const double Residual = 0.1;

    /// <summary>The model file, some dozens of kilobytes long.</summary>
    public static byte[] Write(EfficientNetShape shape, Precision precision = Precision.Fp32)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)precision, (int)Precision.Int8, nameof(precision));
        var graph = new GraphWriter();
        var pool = new WeightPool(graph, precision, shape.Blocks.Max(static block => block.Inner * Math.Max(block.In, block.Out)));
        var pixels = graph.Input("pixel_values", ElementType.Float, "batch", 3, shape.Image, shape.Image);
        var x = precision == Precision.Fp16 ? graph.Node("Cast", [pixels], ("to", (int)ElementType.Float16)) : pixels;
        x = Silu(graph, Convolution(graph, pool, x, 3, shape.Stem, kernel: 3, gain: 1, stride: 2, padding: (0, 1)));
        var blocks = shape.Blocks;
        foreach (var block in blocks)
        {
            var made = Block(graph, pool, block, x, isFirst: block == blocks[0]);
            x = block.IsRepeat ? graph.Node("Add", [made, x]) : made;
        }

        var embedding = graph.Node("Flatten", [graph.Node("GlobalAveragePool", [x])], ("axis", 1));
        graph.Output("image_embeds", precision == Precision.Fp16 ? graph.Node("Cast", [embedding], ("to", (int)ElementType.Float)) : embedding, ElementType.Float, "batch", shape.Embedding);
        return graph.ToArray();
    }

    private static string Block(GraphWriter graph, WeightPool pool, EfficientNetBlock block, string x, bool isFirst)
    {
        var isActivated = isFirst;
        if (block.Expansion > 1)
        {
            x = Silu(graph, Convolution(graph, pool, x, block.In, block.Inner, kernel: 1, gain: 1));
            isActivated = true;
        }

        x = Silu(graph, Convolution(
            graph, pool, x, block.Inner, block.Inner, block.Kernel, gain: isActivated ? 1 / AfterActivation : 1, block.Stride, block.Padding, groups: block.Inner));
        x = graph.Node("Mul", [x, Gate(graph, pool, block, x)]);
        return Convolution(graph, pool, x, block.Inner, block.Out, kernel: 1, gain: (block.IsRepeat ? Residual : 1) / AfterGate);
    }

    /// <summary>Squeeze and excitation: a factor for each channel, from the means of all.</summary>
    private static string Gate(GraphWriter graph, WeightPool pool, EfficientNetBlock block, string x)
    {
        var means = graph.Node("GlobalAveragePool", [x]);
        var squeezed = Silu(graph, Convolution(graph, pool, means, block.Inner, block.Squeezed, kernel: 1, gain: 1));
        return graph.Node("Sigmoid", [Convolution(graph, pool, squeezed, block.Squeezed, block.Inner, kernel: 1, gain: 1)]);
    }

    private static string Convolution(
        GraphWriter graph, WeightPool pool, string x, int from, int to, int kernel, double gain, int stride = 1, (int Before, int Behind) padding = default, int groups = 1)
    {
        var fanIn = from / groups * kernel * kernel;
        var weights = pool.Weights(fanIn / gain, to, from / groups, kernel, kernel);
        return graph.Node(
            "Conv",
            [x, weights, pool.Weights(100, to)],
            ("kernel_shape", new[] { kernel, kernel }),
            ("strides", new[] { stride, stride }),
            ("pads", new[] { padding.Before, padding.Before, padding.Behind, padding.Behind }),
            ("group", groups));
    }

    /// <summary>x sigmoid(x).</summary>
    private static string Silu(GraphWriter graph, string x) => graph.Node("Mul", [x, graph.Node("Sigmoid", [x])]);
}
