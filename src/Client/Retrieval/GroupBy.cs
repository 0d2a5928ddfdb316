namespace Cluster.Client.Retrieval;

/// <summary>Few answers of each group, such as one of each product.</summary>
/// <param name="Field">The payload field that names the group.</param>
/// <param name="Size">Answers of each group; 1 when null.</param>
public sealed record GroupBy(string Field, int? Size = null);
