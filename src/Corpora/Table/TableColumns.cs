namespace Cluster.Corpora.Table;

/// <summary>Which columns of a table say what.</summary>
/// <param name="Key">Keys below the corpus's root; empty where the table has URLs instead.</param>
/// <param name="Url">URLs; empty where the table has keys.</param>
/// <param name="ETag">Versions of the images; not in every table.</param>
/// <param name="Length">Sizes in bytes; not in every table.</param>
/// <param name="Metadata">The caller's fields.</param>
/// <param name="Numbers">Those of them whose texts are numbers.</param>
internal sealed record TableColumns(
    string Key, string Url, string ETag, string Length, IReadOnlyList<string> Metadata, IReadOnlyList<string> Numbers)
{
    /// <summary>The column that holds the images themselves; empty where they lie elsewhere.</summary>
    public string Bytes { get; init; } = "";

    /// <summary>Whether the table is a report of Azure Blob Inventory, which lists more than the blobs as they are now.</summary>
    public bool IsInventory { get; init; }

    /// <summary>The column that names the images.</summary>
    public string Name => Key.Length > 0 ? Key : Url;

    /// <summary>Every column to read, where the table has it.</summary>
    public IEnumerable<string> All => ((string[])[Name, ETag, Length, .. Metadata, .. IsInventory ? InventoryRows.Columns : []]).Distinct();
}
