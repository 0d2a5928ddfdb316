namespace Cluster.Encoders.Tuning;

/// <summary>What became of a setting that was tried.</summary>
public enum TuningOutcome
{
    /// <summary>Faster, and the same embeddings: it stands.</summary>
    Kept = 0,

    /// <summary>Not faster by enough.</summary>
    NotFaster = 1,

    /// <summary>Faster, but at a price that is not paid: other embeddings, or a picture that comes alone waits too long. Or it cannot be loaded.</summary>
    Refused = 2,
}
