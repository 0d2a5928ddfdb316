namespace Cluster.Artifacts.Audit;

/// <summary>Something that a person had done and that may be asked about later.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Action">What: <c>takedown</c>, <c>delete-confirmed</c>, ...</param>
/// <param name="By">Who, as far as the gateway knows.</param>
/// <param name="Subject">What it was done to, such as a collection.</param>
/// <param name="Details">Particulars. Never a secret.</param>
public sealed record AuditEntry(DateTimeOffset At, string Action, string By, string Subject, IReadOnlyDictionary<string, string> Details);
