using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Lake;

/// <summary>Where the embeddings of a job go in the lake.</summary>
/// <param name="Collection">The concrete collection that they are also written into.</param>
/// <param name="Dimension">Length of the vectors.</param>
/// <param name="WithNumpy">Whether each Parquet file has a NumPy file beside it, as clip-retrieval reads them.</param>
public sealed record LakePlace(CollectionName Collection, int Dimension, bool WithNumpy);
