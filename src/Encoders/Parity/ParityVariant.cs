using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;

namespace Cluster.Encoders.Parity;

/// <summary>A way to compute an encoder.</summary>
/// <param name="Precision">Which files.</param>
/// <param name="Provider">What runs them: Cpu, Cuda or TensorRt.</param>
/// <param name="ComputesInFp16">Whether the provider was allowed 16 bits on its own account.</param>
public sealed record ParityVariant(ModelPrecision Precision, ExecutionProvider Provider, bool ComputesInFp16)
{
    /// <summary>For people: <c>int8 on cpu</c>.</summary>
    public override string ToString() => $"{Precision.ToString().ToLowerInvariant()} on {Provider.ToString().ToLowerInvariant()}{(ComputesInFp16 ? " in 16 bits" : "")}";

    internal static ParityVariant Of(ModelPrecision precision, ExecutionProvider provider, OnnxOptions options) =>
        new(precision, provider, provider == ExecutionProvider.TensorRt && options.Fp16);
}
