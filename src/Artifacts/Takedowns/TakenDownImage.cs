using System.Text.Json.Serialization;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Takedowns;

/// <summary>One image that was taken down.</summary>
/// <param name="Corpus">Its corpus.</param>
/// <param name="Key">Its key there.</param>
public sealed record TakenDownImage(string Corpus, string Key)
{
    /// <summary>Its point.</summary>
    [JsonIgnore]
    public PointId Id => PointId.For(new CorpusId(Corpus), new BlobKey(Key));
}
