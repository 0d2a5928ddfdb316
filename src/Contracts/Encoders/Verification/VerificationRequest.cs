namespace Cluster.Contracts.Encoders.Verification;

/// <summary>Asks to compare variants of an encoder with its reference.</summary>
/// <param name="Precision">fp32, fp16 or int8; null for every one whose files are there.</param>
/// <param name="Provider">auto, cpu, cuda or tensorrt.</param>
/// <param name="Reference">fp32, fp16 or int8; run on the processor.</param>
/// <param name="Sample">A folder of pictures on the silo; null for generated ones.</param>
/// <param name="Images">Pictures to compare.</param>
[GenerateSerializer, Immutable, Alias("cluster.verification-request")]
public sealed record VerificationRequest(
    [property: Id(0)] string? Precision, [property: Id(1)] string Provider, [property: Id(2)] string Reference, [property: Id(3)] string? Sample, [property: Id(4)] int Images);
