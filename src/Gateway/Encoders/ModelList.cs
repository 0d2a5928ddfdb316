namespace Cluster.Gateway.Encoders;

/// <summary>Encoders, by name.</summary>
public sealed record ModelList(IReadOnlyList<ModelView> Models);
