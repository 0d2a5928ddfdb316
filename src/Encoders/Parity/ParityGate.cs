using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Parity;

/// <summary>Lets only those variants of an encoder into a shard that were compared with the reference and came near enough: they write into the same space.</summary>
public sealed class ParityGate(IOptions<ParityOptions> options)
{
    private readonly FileHashes _hashes = new();

    /// <exception cref="FailureException">ModelIncomplete: the variant was never compared, was compared with other files, or fell short; the detail says which.</exception>
    internal void Admit(EncoderManifest manifest, string file, ModelPrecision precision, ExecutionProvider provider, OnnxOptions onnx)
    {
        var variant = ParityVariant.Of(precision, provider, onnx);
        if (!NeedsResult(variant))
        {
            return;
        }

        var result = ParityFile.Read(manifest.Folder).FirstOrDefault(r => r.Variant == variant)
            ?? throw Refused(manifest, variant, "has not been compared with its reference");
        var isSame = manifest.FileHashes.All(pair => result.ReferenceFiles.GetValueOrDefault(pair.Key) == pair.Value)
            && ModelFiles.WithWeights(manifest.Folder, file).All(path => result.Files.GetValueOrDefault(path) == _hashes.Of(Path.Combine(manifest.Folder, path)));
        if (!isSame)
        {
            throw Refused(manifest, variant, "was compared before its files changed");
        }

        // By today's thresholds, not by those of the day of the comparison.
        var shortfalls = ParityRules.Shortfalls(variant, result.Figures, options.Value);
        if (shortfalls.Count > 0)
        {
            throw Refused(manifest, variant, $"differs too much from its reference ({string.Join("; ", shortfalls)})");
        }
    }

    private bool NeedsResult(ParityVariant variant) => options.Value.Required switch
    {
        ParityRequirement.Off => false,
        ParityRequirement.Precision => variant.Precision != ModelPrecision.Fp32 || variant.ComputesInFp16,
        _ => variant != new ParityVariant(ModelPrecision.Fp32, ExecutionProvider.Cpu, false),
    };

    private static FailureException Refused(EncoderManifest manifest, ParityVariant variant, string why) => new(
        FailureKind.ModelIncomplete,
        $"Encoder '{manifest.Id}' as {variant} {why}. Run 'cluster encoders verify {Path.GetFileName(manifest.Folder)} --precision {variant.Precision.ToString().ToLowerInvariant()}', or use the reference.");
}
