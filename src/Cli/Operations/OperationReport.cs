using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client;
using Cluster.Client.Operations;

namespace Cluster.Cli.Operations;

/// <summary>What a long operation found, in words: exact counts, then every finding by name.</summary>
internal static class OperationReport
{
    private static readonly string[] Headers = ["WHAT", "IMAGE", "DETAIL"];

    public static async Task WriteAsync(Terminal terminal, ClusterClient client, Operation operation, int? limit, bool json, CancellationToken cancellationToken)
    {
        var most = limit ?? int.MaxValue;
        if (json)
        {
            terminal.WriteJson(operation with { Findings = await client.ListFindingsAsync(operation.Id, cancellationToken).Take(most).ToListAsync(cancellationToken) });
            return;
        }

        foreach (var (what, count) in operation.Counts.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-13}{count:N0}"));
        }

        // A table is laid out as a whole, so a long list comes in several.
        long written = 0;
        await foreach (var page in client.ListFindingsAsync(operation.Id, cancellationToken).Take(most).Chunk(1_000).WithCancellation(cancellationToken))
        {
            terminal.WriteRows(Headers, page.Select(static finding => (IReadOnlyList<string>)[finding.What, finding.Key, finding.Detail]));
            written += page.Length;
        }

        if (limit is not null && written == limit)
        {
            terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{written:N0} are named; the counts are of all. Leave out --limit for all names."));
        }
    }
}
