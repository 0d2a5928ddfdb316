using Cluster.Contracts.Collections;
using Cluster.Gateway.Jobs;

namespace Cluster.Gateway.Collections;

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
public sealed record CollectionView(
    string Name,
    string ConcreteCollection,
    string Encoder,
    string Space,
    int Dimension,
    int Generation,
    long Points,
    IReadOnlyList<CorpusView> Corpora,
    DateTimeOffset CreatedAt)
{
    internal static CollectionView Of(CollectionDescription description, long points) => new(
        description.Live.Alias.Value,
        description.Live.Collection.Value,
        description.Live.Encoder.Value,
        description.Live.Space.Value,
        description.Live.Dimension,
        description.Live.Generation,
        points,
        [.. description.Corpora.Select(CorpusView.Of)],
        description.CreatedAt);
}
