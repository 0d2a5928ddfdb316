namespace Cluster.Domain.Reembedding;

/// <summary>Something a re-embedding did or was told to do.</summary>
/// <param name="At">When.</param>
/// <param name="What">What, in words.</param>
/// <param name="By">Who asked, where somebody did and said.</param>
[GenerateSerializer, Immutable, Alias("cluster.audit-entry")]
public sealed record AuditEntry([property: Id(0)] DateTimeOffset At, [property: Id(1)] string What, [property: Id(2)] string? By = null);
