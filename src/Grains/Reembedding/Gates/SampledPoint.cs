using Cluster.Domain.Identity;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>A point that stands for many.</summary>
/// <param name="Id">The point.</param>
/// <param name="Key">The key of its image.</param>
/// <param name="Corpus">The corpus of its image.</param>
public sealed record SampledPoint(PointId Id, string? Key, string? Corpus);
