using Cluster.Domain.Corpora;

namespace Cluster.Artifacts.Lake;

/// <summary>What one job brought into the lake of a collection. The lake is the manifests by time: a later row of a point takes the place of an earlier one.</summary>
/// <param name="Job">The job.</param>
/// <param name="Collection">The concrete collection that it wrote into.</param>
/// <param name="Space">The embedding space of the vectors; vectors of another never go into the same collection.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Dimension">Length of the vectors.</param>
/// <param name="Corpus">The corpus.</param>
/// <param name="CompletedAt">When the job was complete.</param>
public sealed record LakeManifest(
    string Job, string Collection, string Space, string Encoder, int Dimension, CorpusSpec Corpus, DateTimeOffset CompletedAt)
{
    /// <summary>Rows of all parts.</summary>
    public long Rows { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<LakePart> Parts { get; init; } = [];

    /// <summary>Points that the job deleted, a line of JSON each; null when it deleted none.</summary>
    public string? Deleted { get; init; }

    /// <summary>How many it deleted.</summary>
    public long DeletedRows { get; init; }
}
