namespace Cluster.Encoders.Tuning;

/// <summary>A tower held against the defaults.</summary>
/// <param name="Fault">Why it is not taken, however fast it is; null when nothing is against it.</param>
/// <param name="WorstCosine">The smallest cosine of a picture's embeddings.</param>
/// <param name="Single">Seconds of a picture that comes alone.</param>
internal sealed record TuningVerdict(string? Fault, double WorstCosine, double Single);
