namespace Cluster.Imaging.Isolation;

/// <summary>Why a decoding process ended in the middle of a picture.</summary>
internal enum WorkerEnd
{
    /// <summary>By itself.</summary>
    Crashed = 0,

    /// <summary>It took too long.</summary>
    TimedOut = 1,

    /// <summary>It took too much memory.</summary>
    TooMuchMemory = 2,

    /// <summary>The caller gave up.</summary>
    Cancelled = 3,
}
