namespace Cluster.Contracts.Encoders.Tuning;

/// <summary>What a tuning found, as it lies beside the model.</summary>
[GenerateSerializer, Immutable, Alias("cluster.tuning-result")]
public sealed record TuningResult
{
    /// <summary>fp32, fp16 or int8.</summary>
    [Id(0)]
    public required string Precision { get; init; }

    /// <summary>The processor: name, model and the instructions that count.</summary>
    [Id(1)]
    public required string Processor { get; init; }

    /// <summary>Threads that a session may have there.</summary>
    [Id(2)]
    public required int Threads { get; init; }

    /// <summary>Version of ONNX Runtime.</summary>
    [Id(3)]
    public required string OnnxRuntime { get; init; }

    /// <summary>Whether it is for the machine of the silo that answers, and for the files that lie there.</summary>
    [Id(4)]
    public required bool IsHere { get; init; }

    /// <summary>Every setting.</summary>
    [Id(5)]
    public required IReadOnlyList<TuningSetting> Settings { get; init; }

    /// <summary>Images a second by default.</summary>
    [Id(6)]
    public required double DefaultImagesPerSecond { get; init; }

    /// <summary>As tuned.</summary>
    [Id(7)]
    public required double TunedImagesPerSecond { get; init; }

    /// <summary>One to the other.</summary>
    [Id(8)]
    public required double Ratio { get; init; }

    /// <summary>Seconds of a picture that comes alone, by default.</summary>
    [Id(9)]
    public required double DefaultSingleSeconds { get; init; }

    /// <summary>As tuned.</summary>
    [Id(10)]
    public required double TunedSingleSeconds { get; init; }

    /// <summary>The smallest cosine of a picture's embeddings by default and as tuned.</summary>
    [Id(11)]
    public required double WorstCosine { get; init; }

    /// <summary>How far rounds of the same settings lay apart, as a share.</summary>
    [Id(12)]
    public required double Spread { get; init; }

    /// <summary>What was tried, in this order.</summary>
    [Id(13)]
    public required IReadOnlyList<TuningTrial> Trials { get; init; }

    /// <summary>When.</summary>
    [Id(14)]
    public required DateTimeOffset TunedAt { get; init; }
}
