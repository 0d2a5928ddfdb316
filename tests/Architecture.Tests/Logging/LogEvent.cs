namespace Cluster.Architecture.Tests.Logging;

/// <summary>Something that may be logged.</summary>
/// <param name="Category">The full name of the type whose logger it goes to.</param>
public sealed record LogEvent(int Id, string Level, string Category, string Name, string Template)
{
    /// <summary>Its line in docs/log-events.md.</summary>
    public override string ToString() => $"| {Id} | {Level} | `{Category}` | `{Name}` | {Template} |";
}
