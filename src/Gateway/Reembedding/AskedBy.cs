namespace Cluster.Gateway.Reembedding;

/// <summary>Who asks for a change of a re-embedding.</summary>
/// <param name="Name">For the audit.</param>
public sealed record AskedBy(string? Name);
