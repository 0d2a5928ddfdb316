namespace Cluster.Domain.Classification;

/// <summary>What a moderation head says of one picture in one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Flagged">Whether the probability reaches the category's threshold.</param>
[GenerateSerializer, Immutable, Alias("cluster.moderation-verdict")]
public sealed record ModerationVerdict([property: Id(0)] string Category, [property: Id(1)] float Probability, [property: Id(2)] bool Flagged);
