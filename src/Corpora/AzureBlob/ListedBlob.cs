namespace Cluster.Corpora.AzureBlob;

/// <summary>One blob of a listing.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="ETag">Its version, without quotes.</param>
/// <param name="Length">Its size in bytes.</param>
internal readonly record struct ListedBlob(string Name, string ETag, long Length);
