using Cluster.Contracts.Encoders.Verification;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Parity;

namespace Cluster.Grains.Encoders.Verification;

/// <summary>The comparisons of this silo.</summary>
public sealed class EncoderVerifications(EncoderCatalog catalog, ParityVerifier verifier, EncoderRuns runs)
{
    /// <summary>Starts a comparison.</summary>
    public async Task<Outcome<VerificationStatus>> StartAsync(string encoder, VerificationRequest request, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(encoder, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        if (!TryRead(request, found.Value, out var wanted, out var failure))
        {
            return failure;
        }

        var refused = runs.Start(encoder, EncoderRunKind.Verification, ending => wanted.ForEach(one => verifier.Verify(found.Value, one, ending)));
        return refused is null ? new VerificationStatus(true, null, Signed(found.Value)) : refused;
    }

    /// <summary>How far it is.</summary>
    public async Task<Outcome<VerificationStatus>> ShowAsync(string encoder, CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(encoder, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        var (running, failure) = await runs.OfAsync(encoder, EncoderRunKind.Verification);
        try
        {
            return new VerificationStatus(running, failure, Signed(found.Value));
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }

    private static bool TryRead(VerificationRequest request, EncoderManifest manifest, out List<ParityRequest> wanted, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Failure? failure)
    {
        wanted = [];
        failure = null;
        ModelPrecision one = default;
        if (!Enum.TryParse<ExecutionProvider>(request.Provider, ignoreCase: true, out var provider)
            || !Enum.TryParse<ModelPrecision>(request.Reference, ignoreCase: true, out var reference)
            || (request.Precision is not null && !Enum.TryParse(request.Precision, ignoreCase: true, out one)))
        {
            failure = new Failure(FailureKind.InvalidRequest, "Precisions are fp32, fp16 and int8; providers auto, cpu, cuda and tensorrt.");
            return false;
        }

        IReadOnlyList<ModelPrecision> precisions = request.Precision is null ? ParityVerifier.PrecisionsOf(manifest) : [one];
        if (precisions.Count == 0)
        {
            failure = new Failure(FailureKind.InvalidRequest, $"The folder of '{manifest.Id}' holds its reference alone; add vision_model_fp16.onnx or vision_model_quantized.onnx, or name a precision.");
            return false;
        }

        wanted.AddRange(precisions.Select(precision => new ParityRequest(precision, provider, reference, request.Sample, request.Images)));
        return true;
    }

    private static IReadOnlyList<VerificationResult> Signed(EncoderManifest manifest) => [.. ParityVerifier.Signed(manifest).Select(static result => new VerificationResult
    {
        Variant = result.Variant.ToString(),
        Reference = result.Reference.ToString(),
        Sample = result.Sample,
        Images = result.Figures.Images,
        MeanCosine = result.Figures.MeanCosine,
        WorstCosine = result.Figures.WorstCosine,
        Overlap = result.Figures.Overlap,
        TextMeanCosine = result.Figures.TextMeanCosine,
        TextWorstCosine = result.Figures.TextWorstCosine,
        ZeroShotAgreement = result.Figures.ZeroShotAgreement,
        Shortfalls = result.Shortfalls,
        CheckedAt = result.CheckedAt,
    })];
}
