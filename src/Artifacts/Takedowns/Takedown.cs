namespace Cluster.Artifacts.Takedowns;

/// <summary>Images that a person had taken down, in one request. It stays for good: later jobs leave these images out.</summary>
/// <param name="Version">Counts the takedowns of the collection, from 1.</param>
/// <param name="Images">The images.</param>
/// <param name="Reason">Why, as it was given.</param>
/// <param name="By">Who asked for it, as far as the gateway knows.</param>
/// <param name="At">When (UTC).</param>
public sealed record Takedown(long Version, IReadOnlyList<TakenDownImage> Images, string Reason, string By, DateTimeOffset At);
