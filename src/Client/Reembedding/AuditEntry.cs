namespace Cluster.Client.Reembedding;

/// <summary>Something a re-embedding did or was told to do.</summary>
public sealed record AuditEntry(DateTimeOffset At, string What, string? By);
