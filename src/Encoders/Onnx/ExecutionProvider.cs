namespace Cluster.Encoders.Onnx;

/// <summary>What runs a graph.</summary>
public enum ExecutionProvider
{
    /// <summary>The best of those that the native library offers and the machine can start: TensorRT, CUDA, processor.</summary>
    Auto = 0,

    /// <summary>The processor.</summary>
    Cpu = 1,

    /// <summary>NVIDIA CUDA.</summary>
    Cuda = 2,

    /// <summary>NVIDIA TensorRT, with CUDA for what it lacks.</summary>
    TensorRt = 3,
}
