using Cluster.Gateway.Jobs;

namespace Cluster.Gateway.Planning;

/// <summary>What is to be measured.</summary>
public sealed record CalibrationBody
{
    /// <summary>Where the sample is taken from.</summary>
    public required CorpusRequest Corpus { get; init; }

    /// <summary>The encoder.</summary>
    public required string Encoder { get; init; }

    /// <summary>Images at most. Default: 2,000.</summary>
    public int? Images { get; init; }

    /// <summary>Seconds for the run through the whole pipeline, 1 to 60. Default: 10.</summary>
    public int? Seconds { get; init; }
}
