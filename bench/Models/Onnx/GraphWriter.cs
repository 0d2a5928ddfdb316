using System.Runtime.InteropServices;

namespace Cluster.Bench.Models.Onnx;

/// <summary>Writes an ONNX model node by node. Values are named by what the methods return.</summary>
public sealed class GraphWriter(int opset = 17)
{
    private readonly List<Message> _nodes = [];
    private readonly List<Message> _constants = [];
    private readonly List<Message> _inputs = [];
    private readonly List<Message> _outputs = [];
    private readonly Dictionary<string, string> _known = [];
    private int _count;

    /// <summary>An input of the graph; a dimension is a number, or a name for one that is free.</summary>
    public string Input(string name, ElementType type, params object[] shape)
    {
        _inputs.Add(Value(name, type, shape));
        return name;
    }

    /// <summary>Makes <paramref name="value"/> an output under the name <paramref name="name"/>.</summary>
    public void Output(string name, string value, ElementType type, params object[] shape)
    {
        Add("Identity", [value], [name], []);
        _outputs.Add(Value(name, type, shape));
    }

    /// <summary>One node of one output.</summary>
    public string Node(string op, string[] inputs, params (string Name, object Value)[] attributes) => Node(op, "", inputs, attributes);

    /// <summary>One node of one output, of another operator domain.</summary>
    public string Node(string op, string domain, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var output = NewName(op);
        Add(op, inputs, [output], attributes, domain);
        return output;
    }

    /// <summary>One node of several outputs.</summary>
    public string[] Nodes(string op, int outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string[] names = [.. Enumerable.Range(0, outputs).Select(_ => NewName(op))];
        Add(op, inputs, names, attributes);
        return names;
    }

    /// <summary>64-bit integers as a vector.</summary>
    public string Integers(params long[] values) => Constant($"i {string.Join(',', values)}", ElementType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>A single float.</summary>
    public string Scalar(float value) => Constant($"f {value:R}", ElementType.Float, [], BitConverter.GetBytes(value));

    /// <summary>A single double.</summary>
    public string Scalar(double value) => Constant($"d {value:R}", ElementType.Double, [], BitConverter.GetBytes(value));

    /// <summary>A single byte.</summary>
    public string Scalar(byte value, ElementType type) => Constant($"{type} {value}", type, [], [value]);

    /// <summary>Floats of a shape.</summary>
    public string Floats(float[] values, params int[] shape) => Constant(null, ElementType.Float, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>The model file.</summary>
    public byte[] ToArray()
    {
        var graph = new Message();
        _nodes.ForEach(node => graph.Inner(1, node));
        graph.Text(2, "graph");
        _constants.ForEach(constant => graph.Inner(5, constant));
        _inputs.ForEach(input => graph.Inner(11, input));
        _outputs.ForEach(output => graph.Inner(12, output));
        return new Message().Number(1, 8).Text(2, "cluster-bench").Inner(7, graph)
            .Inner(8, new Message().Text(1, "").Number(2, opset))
            .Inner(8, new Message().Text(1, "com.microsoft").Number(2, 1))
            .ToArray();
    }

    private string NewName(string op) => $"{op}_{_count++}";

    private string Constant(string? key, ElementType type, int[] shape, byte[] raw)
    {
        if (key is not null && _known.TryGetValue(key, out var known))
        {
            return known;
        }

        var name = NewName("c");
        var tensor = new Message();
        foreach (var dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        _constants.Add(tensor.Number(2, (int)type).Text(8, name).Bytes(9, raw));
        if (key is not null)
        {
            _known[key] = name;
        }

        return name;
    }

    private void Add(string op, string[] inputs, string[] outputs, (string Name, object Value)[] attributes, string domain = "")
    {
        var node = new Message();
        Array.ForEach(inputs, input => node.Text(1, input));
        Array.ForEach(outputs, output => node.Text(2, output));
        node.Text(3, outputs[0]).Text(4, op);
        foreach (var (name, value) in attributes)
        {
            node.Inner(5, Attribute(name, value));
        }

        _nodes.Add(node.Text(7, domain));
    }

    private static Message Attribute(string name, object value)
    {
        var attribute = new Message().Text(1, name);
        switch (value)
        {
            case float number:
                return attribute.Float(2, number).Number(20, 1);
            case int number:
                return attribute.Number(3, number).Number(20, 2);
            case string text:
                return attribute.Text(4, text).Number(20, 3);
            case int[] numbers:
                Array.ForEach(numbers, number => attribute.Number(8, number));
                return attribute.Number(20, 7);
            default:
                throw new ArgumentException($"no attribute of type {value.GetType()}", nameof(value));
        }
    }

    private static Message Value(string name, ElementType type, object[] shape)
    {
        var dimensions = new Message();
        foreach (var dimension in shape)
        {
            dimensions.Inner(1, dimension is string free ? new Message().Text(2, free) : new Message().Number(1, (int)dimension));
        }

        return new Message().Text(1, name).Inner(2, new Message().Inner(1, new Message().Number(1, (int)type).Inner(2, dimensions)));
    }
}
