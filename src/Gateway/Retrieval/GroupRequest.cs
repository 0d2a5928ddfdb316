namespace Cluster.Gateway.Retrieval;

/// <summary>Few answers of each group, such as one of each product.</summary>
/// <param name="Field">The payload field that names the group. An answer without it is a group of its own.</param>
/// <param name="Size">Answers of each group, 1 to 100. Default: 1.</param>
public sealed record GroupRequest(string Field, int? Size = null);
