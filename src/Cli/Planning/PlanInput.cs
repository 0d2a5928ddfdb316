namespace Cluster.Cli.Planning;

/// <summary>What is to be planned. All rates are for one silo unless said otherwise.</summary>
internal sealed record PlanInput
{
    /// <summary>Images of the corpus.</summary>
    public required long Images { get; init; }

    /// <summary>Mean stored size, bytes.</summary>
    public required double MeanBytes { get; init; }

    /// <summary>Numbers an embedding.</summary>
    public required int Dimension { get; init; }

    /// <summary>Seconds of one core to decode an image.</summary>
    public required double DecodeSeconds { get; init; }

    /// <summary>Seconds of one device to encode an image of a full batch.</summary>
    public required double EncodeSeconds { get; init; }

    /// <summary>Seconds of one index node to take a point.</summary>
    public required double WriteSeconds { get; init; }

    /// <summary>Images a second that the whole pipeline of one silo was seen to do; null when nothing was measured.</summary>
    public double? MeasuredRate { get; init; }

    /// <summary>Silos.</summary>
    public int Silos { get; init; } = 1;

    /// <summary>Cores a silo.</summary>
    public required int Cores { get; init; }

    /// <summary>GPUs a silo; 0: the encoder runs on the cores that decode.</summary>
    public int Gpus { get; init; }

    /// <summary>Index nodes.</summary>
    public int IndexNodes { get; init; } = 1;

    /// <summary>Memory of an index node, bytes.</summary>
    public double IndexNodeBytes { get; init; } = PlanConstants.IndexNodeBytes;

    /// <summary>Requests a second that the storage account takes; null for a folder.</summary>
    public double? AccountRequests { get; init; }

    /// <summary>Bytes a second that the storage account, or the network, gives; null for a folder.</summary>
    public double? AccountBytes { get; init; }

    /// <summary>Where each number comes from, by the name of the input.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();
}
