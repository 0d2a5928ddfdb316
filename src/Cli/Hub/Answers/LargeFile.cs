namespace Cluster.Cli.Hub.Answers;

/// <summary>Where the content of a file lies that git only points to.</summary>
internal sealed record LargeFile(string? Oid, long? Size);
