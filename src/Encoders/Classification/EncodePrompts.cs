namespace Cluster.Encoders.Classification;

/// <summary>Encodes sentences into unit-length rows behind one another, wherever the encoder is.</summary>
/// <exception cref="Cluster.Domain.Outcomes.FailureException">InvalidRequest when the encoder has no text tower; Overloaded; Unavailable.</exception>
public delegate Task<ReadOnlyMemory<float>> EncodePrompts(IReadOnlyList<string> prompts, CancellationToken cancellationToken);
