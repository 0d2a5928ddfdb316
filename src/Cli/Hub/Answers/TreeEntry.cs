namespace Cluster.Cli.Hub.Answers;

/// <summary>An entry of the answer of <c>/api/models/{id}/tree/{revision}</c>.</summary>
internal sealed record TreeEntry(string? Type, string? Oid, long? Size, string? Path, LargeFile? Lfs);
