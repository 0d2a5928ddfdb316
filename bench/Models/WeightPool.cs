using Cluster.Bench.Models.Onnx;

namespace Cluster.Bench.Models;

/// <summary>
/// Weights that ONNX Runtime computes itself while it loads the graph: a few million pseudo-random numbers made by folded operators, of which
/// each matrix is a stretch. The file stays at some kilobytes, and the session holds ordinary constants, packed like any others.
/// </summary>
internal sealed class WeightPool
{
    private const int Usual = 5_000_000;
    private const int Room = 500_000;
    private readonly int _numbers;
    private readonly GraphWriter _graph;
    private readonly Precision _precision;
    private readonly string _pool;
    private int _at;
    private int _matrices;

    /// <param name="graph">Where the operators go.</param>
    /// <param name="precision">How weights are held.</param>
    /// <param name="largest">Weights of the largest matrix: a pool has more than that.</param>
    public WeightPool(GraphWriter graph, Precision precision, int largest)
    {
        (_graph, _precision, _numbers) = (graph, precision, Math.Max(Usual, largest + Room));

        // fract(sin(i) x 43758.5453) - 1/2: the shader writers' noise, even enough for weights; in doubles, or it repeats.
        var index = graph.Node("Range", [graph.Scalar(0.0), graph.Scalar((double)_numbers), graph.Scalar(1.0)]);
        var wave = graph.Node("Mul", [graph.Node("Sin", [index]), graph.Scalar(43758.5453)]);
        var noise = graph.Node("Sub", [graph.Node("Sub", [wave, graph.Node("Floor", [wave])]), graph.Scalar(0.5)]);
        _pool = graph.Node("Cast", [noise], ("to", (int)ElementType.Float));
    }

    /// <summary>Numbers of variance 1 / <paramref name="fanIn"/> in a shape, in the precision of the graph.</summary>
    public string Weights(double fanIn, params long[] shape) => Typed(Scaled(fanIn, shape));

    /// <summary>The same number throughout.</summary>
    public string Same(float value, long count) => Typed(_graph.Node("Expand", [_graph.Scalar(value), _graph.Integers(count)]));

    /// <summary>A matrix product with a matrix of its own, and a bias: x [.., inner] to [.., outer].</summary>
    public string Linear(string x, int inner, int outer)
    {
        var bias = Weights(inner * 100, outer);
        if (_precision != Precision.Int8)
        {
            return _graph.Node("Add", [_graph.Node("MatMul", [x, Weights(inner, inner, outer)]), bias]);
        }

        // Largest weight: sqrt(12 / inner) / 2. No two matrices share a step, as none do in a real model: shared ones would be merged and not fused.
        var step = MathF.Sqrt(3f / inner) / 127 * (1 + (_matrices++ * 1e-5f));
        var whole = _graph.Node("Cast", [_graph.Node("Round", [_graph.Node("Div", [Scaled(inner, [inner, outer]), _graph.Scalar(step)])])], ("to", (int)ElementType.Int8));
        var quantised = _graph.Nodes("DynamicQuantizeLinear", 3, [x]);
        var product = _graph.Node("MatMulInteger", [quantised[0], whole, quantised[2], _graph.Scalar(0, ElementType.Int8)]);
        var back = _graph.Node("Mul", [_graph.Node("Cast", [product], ("to", (int)ElementType.Float)), _graph.Node("Mul", [quantised[1], _graph.Scalar(step)])]);
        return _graph.Node("Add", [back, bias]);
    }

    private string Scaled(double fanIn, long[] shape)
    {
        var count = (int)shape.Aggregate(1L, static (a, b) => a * b);
        _at = (_at + 104_729) % (_numbers - count);
        var stretch = _graph.Node("Slice", [_pool, _graph.Integers(_at), _graph.Integers(_at + count), _graph.Integers(0)]);
        return _graph.Node("Mul", [_graph.Node("Reshape", [stretch, _graph.Integers(shape)]), _graph.Scalar(MathF.Sqrt((float)(12 / fanIn)))]);
    }

    private string Typed(string value) => _precision == Precision.Fp16 ? _graph.Node("Cast", [value], ("to", (int)ElementType.Float16)) : value;
}
