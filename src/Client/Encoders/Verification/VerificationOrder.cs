namespace Cluster.Client.Encoders.Verification;

/// <summary>Asks to compare variants of an encoder with its reference.</summary>
/// <param name="Precision">fp32, fp16 or int8; null for every one whose files are there.</param>
/// <param name="Provider">auto, cpu, cuda or tensorrt.</param>
/// <param name="Reference">fp32, fp16 or int8.</param>
/// <param name="Sample">A folder of pictures on the silo; null for generated ones.</param>
/// <param name="Images">Pictures to compare, 11 to 10,000.</param>
public sealed record VerificationOrder(string? Precision = null, string Provider = "auto", string Reference = "fp32", string? Sample = null, int Images = 200);
