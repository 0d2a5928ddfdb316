using Cluster.Client.Jobs;

namespace Cluster.Client.Planning;

/// <summary>What is to be measured.</summary>
public sealed record CalibrationSubmission
{
    /// <summary>Where the sample is taken from: the first images of it.</summary>
    public required CorpusSubmission Corpus { get; init; }

    /// <summary>The encoder, as in a job.</summary>
    public required string Encoder { get; init; }

    /// <summary>Images at most. Default: 2,000.</summary>
    public int? Images { get; init; }

    /// <summary>Seconds for the run through the whole pipeline, 1 to 60. Default: 10.</summary>
    public int? Seconds { get; init; }
}
