namespace Cluster.Domain.Reembedding;

/// <summary>Where a re-embedding stands. Numbers are stable: they are stored.</summary>
/// <remarks>
/// <code>
///   1 planned -> 2 building -> 3 catching up -> 4 verifying -> 5 cutting over -> 6 draining -> 7 retiring -> retired
///        |            |              |    ^           |  \                           |
///        |            |              |    |           |   -> refused -(force)-> 5    -> rolling back -> discarding -> rolled back
///        +------------+--------------+----|-----------+------+
///                                    cancelling -> cancelled
/// </code>
/// </remarks>
public enum ReembeddingState
{
    /// <summary>Asked for; nothing is made yet.</summary>
    Planned = 0,

    /// <summary>Jobs embed every corpus of the collection into the new generation.</summary>
    Building = 1,

    /// <summary>The new generation is brought in line with the live one, point by point, and then kept so.</summary>
    CatchingUp = 2,

    /// <summary>The gates are measured.</summary>
    Verifying = 3,

    /// <summary>A gate failed. The new generation stays and follows; a person forces, tries again or cancels.</summary>
    Refused = 4,

    /// <summary>Changes are fenced, the last of them taken over, and what is live is switched.</summary>
    CuttingOver = 5,

    /// <summary>The new generation is live. The old one still receives every change, and can be live again with one command.</summary>
    Draining = 6,

    /// <summary>The retention is over; the old generation is dropped.</summary>
    Retiring = 7,

    /// <summary>Done.</summary>
    Retired = 8,

    /// <summary>What is live is switched back.</summary>
    RollingBack = 9,

    /// <summary>The old generation is live again; the new one waits for its last readers and is dropped.</summary>
    Discarding = 10,

    /// <summary>Over: the old generation is live.</summary>
    RolledBack = 11,

    /// <summary>The new generation, never live, is dropped.</summary>
    Cancelling = 12,

    /// <summary>Over before a cut-over.</summary>
    Cancelled = 13,
}
