namespace Cluster.Domain.Reembedding;

/// <summary>The transitions of a re-embedding, and what holds in each state. Pure.</summary>
public static class ReembeddingRules
{
    /// <summary>The state after <paramref name="what"/>; null when it means nothing there.</summary>
    public static ReembeddingState? Next(this ReembeddingState state, ReembeddingEvent what) => (state, what) switch
    {
        (ReembeddingState.Planned, ReembeddingEvent.GenerationMade) => ReembeddingState.Building,
        (ReembeddingState.Building, ReembeddingEvent.Built) => ReembeddingState.CatchingUp,
        (ReembeddingState.CatchingUp, ReembeddingEvent.CaughtUp) => ReembeddingState.Verifying,
        (ReembeddingState.Verifying, ReembeddingEvent.GatesPassed) => ReembeddingState.CuttingOver,
        (ReembeddingState.Verifying, ReembeddingEvent.GatesFailed) => ReembeddingState.Refused,
        (ReembeddingState.Refused, ReembeddingEvent.Forced) => ReembeddingState.CuttingOver,
        (ReembeddingState.Refused, ReembeddingEvent.RetryAsked) => ReembeddingState.CatchingUp,
        (ReembeddingState.CuttingOver, ReembeddingEvent.Switched) => ReembeddingState.Draining,
        (ReembeddingState.Draining, ReembeddingEvent.RetentionOver) => ReembeddingState.Retiring,
        (ReembeddingState.Draining, ReembeddingEvent.RollbackAsked) => ReembeddingState.RollingBack,
        (ReembeddingState.Retiring, ReembeddingEvent.Dropped) => ReembeddingState.Retired,
        (ReembeddingState.RollingBack, ReembeddingEvent.Switched) => ReembeddingState.Discarding,
        (ReembeddingState.Discarding, ReembeddingEvent.Dropped) => ReembeddingState.RolledBack,
        (ReembeddingState.Cancelling, ReembeddingEvent.Dropped) => ReembeddingState.Cancelled,
        (_, ReembeddingEvent.CancelAsked) when state.CanCancel() => ReembeddingState.Cancelling,
        _ => null,
    };

    /// <summary>Whether nothing will happen any more.</summary>
    public static bool IsOver(this ReembeddingState state) =>
        state is ReembeddingState.Retired or ReembeddingState.RolledBack or ReembeddingState.Cancelled;

    /// <summary>Whether it waits for a person.</summary>
    public static bool WaitsForPerson(this ReembeddingState state) => state is ReembeddingState.Refused;

    /// <summary>Whether one may give up: before a cut-over has begun.</summary>
    public static bool CanCancel(this ReembeddingState state) =>
        state is ReembeddingState.Planned or ReembeddingState.Building or ReembeddingState.CatchingUp or ReembeddingState.Verifying or ReembeddingState.Refused;

    /// <summary>Whether the old generation can be live again with one command.</summary>
    public static bool CanRollBack(this ReembeddingState state) => state.Next(ReembeddingEvent.RollbackAsked) is not null;

    /// <summary>Whether the new generation is live, the old one, or a switch between the two may be under way (null).</summary>
    public static bool? NewIsLive(this ReembeddingState state) => state switch
    {
        ReembeddingState.CuttingOver or ReembeddingState.RollingBack => null,
        ReembeddingState.Draining or ReembeddingState.Retiring or ReembeddingState.Retired => true,
        _ => false,
    };

    /// <summary>Whether the generation that is not live must go on receiving changes.</summary>
    public static bool Follows(this ReembeddingState state) =>
        !state.IsOver() && state is not (ReembeddingState.Planned or ReembeddingState.Retiring or ReembeddingState.Discarding or ReembeddingState.Cancelling);

    /// <summary>The state as people write it: <c>catching up</c>.</summary>
    public static string ToWords(this ReembeddingState state) =>
        string.Concat(state.ToString().Select(static (c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));
}
