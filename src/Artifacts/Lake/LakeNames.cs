using System.Globalization;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Lake;

/// <summary>
/// How the lake's artifacts are named: <c>lake/{collection}/_manifests/{job}.json</c>, <c>lake/{collection}/{job}/metadata/metadata_{part}.parquet</c> and
/// <c>.../img_emb/img_emb_{part}.npy</c>, the folders of a clip-retrieval output.
/// </summary>
public static class LakeNames
{
    /// <summary>The prefix of everything in the lake of a collection.</summary>
    public static string Root(CollectionName collection) => $"lake/{collection}/";

    /// <summary>The prefix of the manifests.</summary>
    public static string Manifests(CollectionName collection) => Root(collection) + "_manifests/";

    /// <summary>The manifest of a job.</summary>
    public static ArtifactName Manifest(CollectionName collection, JobId job) => ArtifactName.Of($"{Manifests(collection)}{job}.json");

    /// <summary>The prefix of the files of a job.</summary>
    public static string Files(CollectionName collection, JobId job) => $"{Root(collection)}{job}/";

    /// <summary>A file of the lake, by its name in a manifest.</summary>
    public static ArtifactName File(CollectionName collection, string name) => ArtifactName.Of(Root(collection) + name);

    internal static string Parquet(PartitionId part) => string.Create(CultureInfo.InvariantCulture, $"{part.Job}/metadata/metadata_{part.Ordinal:D8}.parquet");

    internal static string Numpy(PartitionId part) => string.Create(CultureInfo.InvariantCulture, $"{part.Job}/img_emb/img_emb_{part.Ordinal:D8}.npy");

    internal static string Deleted(JobId job) => $"{job}/deleted.jsonl";
}
