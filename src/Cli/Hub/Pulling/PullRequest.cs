namespace Cluster.Cli.Hub.Pulling;

/// <summary>What is to be pulled.</summary>
/// <param name="Id">The model.</param>
/// <param name="Revision">Branch, tag or commit; null for the one known here, else <c>main</c>.</param>
/// <param name="Precision">Precision of the graphs.</param>
/// <param name="Includes">Further paths or patterns.</param>
/// <param name="Models">The folder of model folders, absolute.</param>
/// <param name="Name">Name of the model folder to make.</param>
internal sealed record PullRequest(HubModelId Id, string? Revision, string Precision, IReadOnlyCollection<string> Includes, string Models, string Name);
