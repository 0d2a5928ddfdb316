namespace Cluster.Gateway.Reembedding;

/// <summary>Something a re-embedding did or was told to do.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
/// <param name="By">Who asked, where somebody did and said.</param>
public sealed record AuditView(DateTimeOffset At, string What, string? By);
