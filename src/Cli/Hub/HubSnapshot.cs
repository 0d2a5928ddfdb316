namespace Cluster.Cli.Hub;

/// <summary>A model on the hub at one commit, which never changes.</summary>
/// <param name="Id">The model.</param>
/// <param name="Commit">The commit that the revision asked for is now, hex.</param>
/// <param name="Licence">Licence of the weights, where the hub states one.</param>
/// <param name="Files">All its files.</param>
internal sealed record HubSnapshot(HubModelId Id, string Commit, string? Licence, IReadOnlyList<HubFile> Files);
