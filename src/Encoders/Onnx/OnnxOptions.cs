namespace Cluster.Encoders.Onnx;

/// <summary>How ONNX Runtime is used.</summary>
public sealed record OnnxOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Onnx";

    /// <summary>Threads inside an operator; 0 for one an allowed processor. Default: 0.</summary>
    public int IntraOpThreads { get; init; }

    /// <summary>Images of a forward pass at most, 1 to 4,096. Default: 64.</summary>
    public int MaxBatch { get; init; } = 64;
}
