using Cluster.Domain.Corpora;

namespace Cluster.Contracts.Planning;

/// <summary>What is to be measured.</summary>
/// <param name="Corpus">Where the sample is taken from: the first images of it.</param>
/// <param name="Encoder">The encoder, as in a job.</param>
/// <param name="Images">Images at most.</param>
/// <param name="Seconds">Time for the run through the whole pipeline.</param>
[GenerateSerializer, Immutable, Alias("cluster.calibration-request")]
public sealed record CalibrationRequest(
    [property: Id(0)] CorpusSpec Corpus, [property: Id(1)] string Encoder, [property: Id(2)] int Images, [property: Id(3)] int Seconds);
