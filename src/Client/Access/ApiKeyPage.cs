namespace Cluster.Client.Access;

/// <summary>Keys as they travel.</summary>
internal sealed record ApiKeyPage(IReadOnlyList<ApiKey> Keys);
