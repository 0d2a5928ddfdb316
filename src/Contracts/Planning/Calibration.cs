namespace Cluster.Contracts.Planning;

/// <summary>What one silo did with a sample. Times are seconds of one worker; the rate is that of the whole pipeline with the silo's own settings.</summary>
[GenerateSerializer, Immutable, Alias("cluster.calibration")]
public sealed record Calibration
{
    /// <summary>The machine's name.</summary>
    [Id(0)]
    public required string Machine { get; init; }

    /// <summary>Its processors.</summary>
    [Id(1)]
    public required int Cores { get; init; }

    /// <summary>Name and version of the encoder.</summary>
    [Id(2)]
    public required string Encoder { get; init; }

    /// <summary>Numbers an embedding.</summary>
    [Id(3)]
    public required int Dimension { get; init; }

    /// <summary>Images that the pipeline embedded in <see cref="PipelineSeconds"/>.</summary>
    [Id(4)]
    public required long Images { get; init; }

    /// <summary>Images of the sample that could not be embedded.</summary>
    [Id(5)]
    public required long Quarantined { get; init; }

    /// <summary>Mean stored size, bytes.</summary>
    [Id(6)]
    public required double MeanBytes { get; init; }

    /// <summary>Reading one image.</summary>
    [Id(7)]
    public required double ReadSeconds { get; init; }

    /// <summary>Hashing, decoding and resizing one image.</summary>
    [Id(8)]
    public required double DecodeSeconds { get; init; }

    /// <summary>One image of a full batch on the encoder shard, all its threads.</summary>
    [Id(9)]
    public required double EncodeSeconds { get; init; }

    /// <summary>One point of a full batch into the index.</summary>
    [Id(10)]
    public required double WriteSeconds { get; init; }

    /// <summary>How long the whole pipeline ran.</summary>
    [Id(11)]
    public required double PipelineSeconds { get; init; }
}
