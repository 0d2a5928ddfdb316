namespace Cluster.Encoders.Onnx;

/// <summary>How far ONNX Runtime rewrites a graph before it runs it.</summary>
public enum GraphOptimization
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>What changes no result: constants are folded, nodes without an effect dropped.</summary>
    Basic = 1,

    /// <summary>Nodes are fused, too.</summary>
    Extended = 2,

    /// <summary>And the layout of what lies between them is chosen for the processor.</summary>
    All = 3,
}
