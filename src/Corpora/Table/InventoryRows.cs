using Cluster.Domain.Payloads;

namespace Cluster.Corpora.Table;

/// <summary>Rows of a report of Azure Blob Inventory that are no blob as it is now: snapshots, deleted blobs, older versions, folders.</summary>
internal static class InventoryRows
{
    private const string Snapshot = "Snapshot";
    private const string Deleted = "Deleted";
    private const string IsCurrentVersion = "IsCurrentVersion";
    private const string IsFolder = "hdi_isfolder";

    /// <summary>The columns that tell them, where a report has them.</summary>
    public static IReadOnlyList<string> Columns { get; } = [Snapshot, Deleted, IsCurrentVersion, IsFolder];

    /// <summary>Whether the row is one of them.</summary>
    public static bool IsOther(in TableRow row) =>
        row.Text(Snapshot) is { Length: > 0 } || Truth(row, Deleted) == true || Truth(row, IsCurrentVersion) == false || Truth(row, IsFolder) == true;

    private static bool? Truth(in TableRow row, string column) => !row.Values.TryGetValue(column, out var value) ? null : value switch
    {
        PayloadValue.Truth truth => truth.Value,
        PayloadValue.Text text when bool.TryParse(text.Value, out var parsed) => parsed,
        _ => null,
    };
}
