namespace Cluster.Encoders.Manifests;

/// <summary>How the weights of a graph are held. The reference of a folder is <see cref="Fp32"/>: the plain file name, whatever is in it.</summary>
public enum ModelPrecision
{
    /// <summary><c>vision_model.onnx</c>.</summary>
    Fp32 = 0,

    /// <summary><c>vision_model_fp16.onnx</c>.</summary>
    Fp16 = 1,

    /// <summary><c>vision_model_quantized.onnx</c>, <c>_int8</c> or <c>_uint8</c>.</summary>
    Int8 = 2,
}
