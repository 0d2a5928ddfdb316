namespace Cluster.Gateway.Retrieval;

/// <summary>One answer: larger scores are better.</summary>
public sealed record SearchHit(string Id, float Score, string Key, string Thumbnail, IReadOnlyDictionary<string, object?> Payload);
