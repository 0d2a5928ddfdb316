namespace Cluster.Cli.Hub.Pulling;

/// <summary>What a pull did.</summary>
/// <param name="Folder">The model folder.</param>
/// <param name="Source">What it holds.</param>
/// <param name="Received">Bytes that came over the network now.</param>
/// <param name="WasThere">Whether the folder was there already, with the same files.</param>
internal sealed record PullResult(string Folder, ModelSource Source, long Received, bool WasThere);
