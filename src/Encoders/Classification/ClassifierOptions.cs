namespace Cluster.Encoders.Classification;

/// <summary>How classifiers made of prompts are kept.</summary>
public sealed record ClassifierOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Classifiers";

    /// <summary>Heads kept in memory, 1 to 10,000; the one not used longest goes first. Default: 64.</summary>
    public int KeptHeads { get; init; } = 64;

    /// <summary>Prompts sent to the encoder at once, 1 to 10,000. Default: 64.</summary>
    public int PromptBatch { get; init; } = 64;
}
