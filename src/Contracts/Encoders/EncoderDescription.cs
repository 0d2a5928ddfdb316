using Cluster.Domain.Classification;
using Cluster.Domain.Identity;

namespace Cluster.Contracts.Encoders;

/// <summary>An encoder that the cluster can hold, for people and for routing. Paths stay on the silo.</summary>
[GenerateSerializer, Immutable, Alias("cluster.encoder-description")]
public sealed record EncoderDescription
{
    /// <summary><c>name@version</c>.</summary>
    [Id(0)]
    public required EncoderId Id { get; init; }

    /// <summary>The space of its vectors.</summary>
    [Id(1)]
    public required EmbeddingSpaceId Space { get; init; }

    /// <summary>Length of its vectors.</summary>
    [Id(2)]
    public required int Dimension { get; init; }

    /// <summary>OpenClip, MetaClip, Align, ...</summary>
    [Id(3)]
    public required string Family { get; init; }

    /// <summary>Whether it encodes texts too.</summary>
    [Id(4)]
    public required bool HasText { get; init; }

    /// <summary>Licence of the weights where the files say one; null otherwise.</summary>
    [Id(5)]
    public string? Licence { get; init; }

    /// <summary>Preprocessing in words.</summary>
    [Id(6)]
    public string Preprocessing { get; init; } = "";

    /// <summary>SHA-256 a file, by its path inside the model folder.</summary>
    [Id(7)]
    public IReadOnlyDictionary<string, string> FileHashes { get; init; } = new Dictionary<string, string>();

    /// <summary>How similarity becomes a logit; null when the files do not say.</summary>
    [Id(8)]
    public LogitScale? LogitScale { get; init; }
}
