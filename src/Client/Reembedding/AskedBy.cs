namespace Cluster.Client.Reembedding;

/// <summary>Who asks, for the audit.</summary>
internal sealed record AskedBy(string? Name);
