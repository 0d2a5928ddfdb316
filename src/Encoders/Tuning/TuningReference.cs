namespace Cluster.Encoders.Tuning;

/// <summary>What the defaults give.</summary>
/// <param name="Embeddings">The embeddings of the sample.</param>
/// <param name="Single">Seconds of a picture that comes alone.</param>
/// <param name="Gated">
/// For another precision than the reference's, the embeddings of the reference, so that a difference that the gate allows is not spent twice; null where the
/// defaults themselves do not pass on this sample, which the gate may have judged by another.
/// </param>
internal sealed record TuningReference(float[] Embeddings, double Single, float[]? Gated);
