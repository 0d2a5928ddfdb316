namespace Cluster.Gateway.Access;

/// <summary>Keys, oldest first.</summary>
public sealed record KeyList(IReadOnlyList<KeyView> Keys);
