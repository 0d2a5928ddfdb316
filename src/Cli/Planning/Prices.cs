namespace Cluster.Cli.Planning;

/// <summary>The user's own prices, read from a file. What is left out costs nothing.</summary>
internal sealed record Prices
{
    /// <summary>As in <c>EUR</c>.</summary>
    public string Currency { get; init; } = "";

    /// <summary>A core for an hour.</summary>
    public double CoreHour { get; init; }

    /// <summary>A GPU for an hour.</summary>
    public double GpuHour { get; init; }

    /// <summary>10,000 read requests of the storage account.</summary>
    public double Reads10000 { get; init; }

    /// <summary>A GiB that leaves the storage account.</summary>
    public double EgressGib { get; init; }

    /// <summary>An index node for a month.</summary>
    public double IndexNodeMonth { get; init; }

    /// <summary>A GiB of storage for a month.</summary>
    public double StorageGibMonth { get; init; }

    /// <summary>The prices in a file; null where none was named.</summary>
    public static Prices? Read(string? file) => file is null ? null : PlanFiles.Read<Prices>(file);
}
