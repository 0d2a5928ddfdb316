namespace Cluster.Artifacts.Lake;

/// <summary>The lake files of one partition of a job.</summary>
/// <param name="Parquet">The Parquet file, below the lake of the collection.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="ParquetSha256">Its hash, lower-case hex.</param>
/// <param name="FirstKey">The lowest key in it, ordinally.</param>
/// <param name="LastKey">The highest key in it.</param>
public sealed record LakePart(string Parquet, long Rows, string ParquetSha256, string FirstKey, string LastKey)
{
    /// <summary>The NumPy file of the same rows; null where there is none.</summary>
    public string? Numpy { get; init; }

    /// <summary>Its hash.</summary>
    public string? NumpySha256 { get; init; }
}
