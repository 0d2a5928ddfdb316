using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;

namespace Cluster.Encoders.Parity;

/// <summary>A comparison that is asked for.</summary>
/// <param name="Precision">The variant's files.</param>
/// <param name="Provider">What runs the variant; Auto for what a shard would take.</param>
/// <param name="Reference">The reference's files, run on the processor.</param>
/// <param name="Sample">A folder of pictures; null for generated ones.</param>
/// <param name="Images">Pictures to compare, 11 to 10,000.</param>
public sealed record ParityRequest(
    ModelPrecision Precision, ExecutionProvider Provider = ExecutionProvider.Auto, ModelPrecision Reference = ModelPrecision.Fp32, string? Sample = null, int Images = 200)
{
    /// <summary>The fewest: ten neighbours and the picture itself.</summary>
    public const int LeastImages = 11;

    /// <summary>The most: their tiles are held in memory.</summary>
    public const int MostImages = 10_000;
}
