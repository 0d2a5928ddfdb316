namespace Cluster.Encoders.Parity;

/// <summary>A comparison as it is signed off beside the model. The hashes tie it to the very files: other weights are another matter.</summary>
public sealed record ParityResult
{
    /// <summary>What was compared.</summary>
    public required ParityVariant Variant { get; init; }

    /// <summary>With what.</summary>
    public required ParityVariant Reference { get; init; }

    /// <summary>SHA-256 of the variant's files, by path in the folder.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>SHA-256 of the reference's files.</summary>
    public required IReadOnlyDictionary<string, string> ReferenceFiles { get; init; }

    /// <summary>Where the pictures came from: a folder, or <c>generated</c>.</summary>
    public required string Sample { get; init; }

    /// <summary>The figures.</summary>
    public required ParityFigures Figures { get; init; }

    /// <summary>What was not reached; empty when the variant passed.</summary>
    public required IReadOnlyList<string> Shortfalls { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Version of ONNX Runtime.</summary>
    public required string OnnxRuntime { get; init; }

    /// <summary>Whether nothing fell short.</summary>
    public bool Passed => Shortfalls.Count == 0;
}
