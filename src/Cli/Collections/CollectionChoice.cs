using Cluster.Client;

namespace Cluster.Cli.Collections;

/// <summary>Spares people the name of a collection where there is only one.</summary>
internal static class CollectionChoice
{
    public static async Task<string> OfAsync(string? asked, ClusterClient client, CancellationToken cancellationToken) => asked ?? await client.ListCollectionsAsync(cancellationToken) switch
    {
        [var only] => only.Name,
        [] => throw new CliException(ExitCode.Failed, "There is no collection yet. Make one with: cluster jobs submit --corpus FOLDER --collection NAME --encoder MODEL --wait"),
        var several => throw new CliException(
            ExitCode.Usage, $"There are several collections; say which with --collection: {string.Join(", ", several.Select(static collection => collection.Name))}."),
    };
}
