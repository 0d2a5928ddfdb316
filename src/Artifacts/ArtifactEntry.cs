namespace Cluster.Artifacts;

/// <summary>One line of a listing.</summary>
/// <param name="Name">The artifact.</param>
/// <param name="Length">Its size in bytes.</param>
public sealed record ArtifactEntry(ArtifactName Name, long Length);
