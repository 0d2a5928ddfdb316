namespace Cluster.SourceJobs.Tests.Faults;

/// <summary>What goes wrong with one answer of the store.</summary>
internal abstract record StoreFault
{
    /// <summary>503, as an account answers that is asked too much.</summary>
    public sealed record Busy(int? RetryAfter) : StoreFault;

    /// <summary>The connection is reset when half of the body has been sent; then something may happen before the client asks again.</summary>
    public sealed record Reset(Func<Task>? Then) : StoreFault;

    /// <summary>The body stands still at its half for so long.</summary>
    public sealed record Slow(TimeSpan Pause) : StoreFault;
}
