namespace Cluster.Domain.Reembedding;

/// <summary>What moves a re-embedding on.</summary>
public enum ReembeddingEvent
{
    /// <summary>The new generation is there.</summary>
    GenerationMade,

    /// <summary>Every corpus is embedded.</summary>
    Built,

    /// <summary>Both generations hold the same points, but for changes of the last moments.</summary>
    CaughtUp,

    /// <summary>Every gate passed, or the re-embedding was asked for with force.</summary>
    GatesPassed,

    /// <summary>A gate failed.</summary>
    GatesFailed,

    /// <summary>A person takes the failed gates on himself.</summary>
    Forced,

    /// <summary>A person asks for another verification.</summary>
    RetryAsked,

    /// <summary>The generation asked for is live.</summary>
    Switched,

    /// <summary>The time within which one may go back is over.</summary>
    RetentionOver,

    /// <summary>A person wants the old generation back.</summary>
    RollbackAsked,

    /// <summary>A person gives up before the cut-over.</summary>
    CancelAsked,

    /// <summary>The generation that is not needed any more is gone.</summary>
    Dropped,
}
