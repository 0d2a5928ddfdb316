namespace Cluster.Cli.Hub.Files;

/// <summary>A file that is to be fetched.</summary>
/// <param name="Source">As the hub lists it.</param>
/// <param name="Target">Where it goes in the model folder, '/' between parts.</param>
/// <param name="Sha256">SHA-256 that it must have, lower-case hex; null when only the git hash is known.</param>
internal sealed record PlannedFile(HubFile Source, string Target, string? Sha256);
