using Cluster.Client.Jobs;

namespace Cluster.Client.Collections;

/// <summary>A collection as it stands.</summary>
/// <param name="Name">The name that callers use.</param>
/// <param name="ConcreteCollection">The concrete collection that is live behind it.</param>
/// <param name="Encoder">The encoder that built it.</param>
/// <param name="Space">The embedding space of its vectors.</param>
/// <param name="Dimension">Length of its vectors.</param>
/// <param name="Generation">Counts the concrete collections that have stood behind the name, from 1.</param>
/// <param name="Points">Points it holds.</param>
/// <param name="Corpora">The corpora that feed it.</param>
/// <param name="CreatedAt">When its first generation was made.</param>
public sealed record Collection(
    string Name,
    string ConcreteCollection,
    string Encoder,
    string Space,
    int Dimension,
    int Generation,
    long Points,
    IReadOnlyList<Corpus> Corpora,
    DateTimeOffset CreatedAt);
