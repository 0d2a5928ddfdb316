namespace Cluster.Client.Access;

/// <summary>How a key gets a new secret, as it travels.</summary>
internal sealed record KeyRotation(int? GraceSeconds);
