namespace Cluster.Client.Failures;

/// <summary>A problem document (RFC 9457) as the gateway writes it.</summary>
internal sealed record Problem(string? Type, string? Title, int? Status, string? Detail);
