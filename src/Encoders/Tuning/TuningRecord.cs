using System.Text.Json.Serialization;

namespace Cluster.Encoders.Tuning;

/// <summary>What was measured for an encoder on a machine, as it is kept beside the model.</summary>
public sealed record TuningRecord
{
    /// <summary>What it was measured for.</summary>
    public required TuningSubject Subject { get; init; }

    /// <summary>What is to be otherwise than by default.</summary>
    public required TunedSettings Settings { get; init; }

    /// <summary>Every setting by default, in the words of the configuration: options that were set, and what is built in.</summary>
    public required IReadOnlyDictionary<string, string> Default { get; init; }

    /// <summary>Every setting as tuned.</summary>
    public required IReadOnlyDictionary<string, string> Tuned { get; init; }

    /// <summary>Images a second by default.</summary>
    public required double DefaultImagesPerSecond { get; init; }

    /// <summary>Images a second as tuned.</summary>
    public required double TunedImagesPerSecond { get; init; }

    /// <summary>One to the other: the middle of what was measured in turns.</summary>
    public required double Ratio { get; init; }

    /// <summary>Seconds of a picture that comes alone, by default.</summary>
    public required double DefaultSingleSeconds { get; init; }

    /// <summary>As tuned.</summary>
    public required double TunedSingleSeconds { get; init; }

    /// <summary>The smallest cosine of a picture's embeddings by default and as tuned.</summary>
    public required double WorstCosine { get; init; }

    /// <summary>How far rounds of the same settings lay apart, as a share of the middle one: 0.1 and more says that others used the machine.</summary>
    public required double Spread { get; init; }

    /// <summary>What was tried, in this order.</summary>
    public required IReadOnlyList<TuningTrial> Trials { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset TunedAt { get; init; }

    /// <summary>Whether anything is otherwise than by default.</summary>
    [JsonIgnore]
    public bool IsFaster => !Settings.IsDefault;
}
