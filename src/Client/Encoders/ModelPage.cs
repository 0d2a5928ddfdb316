namespace Cluster.Client.Encoders;

/// <summary>Encoders, by name.</summary>
internal sealed record ModelPage(IReadOnlyList<Model> Models);
