namespace Cluster.Client.Planning;

/// <summary>What one silo did with a sample. Times are seconds of one worker an image; the rate is that of the whole pipeline.</summary>
public sealed record Calibration
{
    /// <summary>The machine's name.</summary>
    public required string Machine { get; init; }

    /// <summary>Its processors.</summary>
    public required int Cores { get; init; }

    /// <summary>Name and version of the encoder.</summary>
    public required string Encoder { get; init; }

    /// <summary>Numbers an embedding.</summary>
    public required int Dimension { get; init; }

    /// <summary>Images that the pipeline embedded in <see cref="PipelineSeconds"/>.</summary>
    public required long Images { get; init; }

    /// <summary>Images of the sample that could not be embedded.</summary>
    public required long Quarantined { get; init; }

    /// <summary>Mean stored size, bytes.</summary>
    public required double MeanBytes { get; init; }

    /// <summary>Reading one image.</summary>
    public required double ReadSeconds { get; init; }

    /// <summary>Hashing, decoding and resizing one image.</summary>
    public required double DecodeSeconds { get; init; }

    /// <summary>One image of a full batch on the encoder shard.</summary>
    public required double EncodeSeconds { get; init; }

    /// <summary>One point of a full batch into the index.</summary>
    public required double WriteSeconds { get; init; }

    /// <summary>How long the whole pipeline ran.</summary>
    public required double PipelineSeconds { get; init; }
}
