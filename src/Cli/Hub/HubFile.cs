namespace Cluster.Cli.Hub;

/// <summary>A file as the hub lists it.</summary>
/// <param name="Path">Inside the repository, '/' between parts; not to be trusted before <see cref="Files.FileRules"/> has seen it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 of the content (the LFS object id), lower-case hex; null for files kept in git itself.</param>
/// <param name="GitOid">SHA-1 of the git blob, lower-case hex; of the pointer, not the content, where there is a SHA-256.</param>
internal sealed record HubFile(string Path, long Size, string? Sha256, string? GitOid);
