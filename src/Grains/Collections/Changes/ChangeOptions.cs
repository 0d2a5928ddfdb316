namespace Cluster.Grains.Collections.Changes;

/// <summary>How changes of a collection are announced and fenced.</summary>
public sealed record ChangeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Changes";

    /// <summary>How long a change may be under way before it counts as ended. A writer that takes longer announces it again. Default: 30 seconds.</summary>
    public TimeSpan TicketLife { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a fence may be asked to wait for changes under way, and a change for a fence. Default: 10 seconds.</summary>
    public TimeSpan FenceWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When a fence falls by itself. Default: 8 seconds, so that a change that waits outlives it.</summary>
    public TimeSpan FenceLife { get; init; } = TimeSpan.FromSeconds(8);
}
