namespace Cluster.Client.Encoders.Verification;

/// <summary>What a comparison found.</summary>
/// <param name="Variant">What was compared: <c>int8 on cpu</c>.</param>
/// <param name="Reference">With what.</param>
/// <param name="Passed">Whether nothing fell short.</param>
/// <param name="Shortfalls">What did.</param>
/// <param name="Sample">A folder, or <c>generated</c>.</param>
/// <param name="Images">Pictures compared.</param>
/// <param name="MeanCosine">Mean cosine of a picture's two embeddings; null when it is not a number.</param>
/// <param name="WorstCosine">The smallest of them.</param>
/// <param name="Overlap">Share of the ten nearest pictures that are the same.</param>
/// <param name="TextMeanCosine">Mean cosine of a text's two embeddings; null without a text tower.</param>
/// <param name="TextWorstCosine">The smallest of them.</param>
/// <param name="ZeroShotAgreement">Share of pictures whose likeliest label is the same.</param>
/// <param name="CheckedAt">When.</param>
public sealed record VerifiedVariant(
    string Variant, string Reference, bool Passed, IReadOnlyList<string> Shortfalls, string Sample, int Images, double? MeanCosine, double? WorstCosine, double Overlap,
    double? TextMeanCosine, double? TextWorstCosine, double? ZeroShotAgreement, DateTimeOffset CheckedAt);
