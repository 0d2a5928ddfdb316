namespace Cluster.Corpora.Table;

/// <summary>Reads the rows of one format of table, in pieces that can be read each on its own.</summary>
internal interface ITableReader
{
    /// <summary>
    /// The pieces behind <paramref name="after"/>, or all when it is null: where each starts and ends, the end inclusive, and how many of its rows
    /// name an image by <paramref name="names"/>; -1 where that is not known without reading more.
    /// </summary>
    IAsyncEnumerable<(long Start, long End, long Count)> PiecesAsync(
        Stream table, (long Start, long End)? after, int size, NameColumn names, CancellationToken cancellationToken);

    /// <summary>The rows of the piece behind the position <paramref name="after"/>, or all when it is null.</summary>
    IAsyncEnumerable<TableRow> RowsAsync(Stream table, long start, long end, long? after, TableColumns columns, CancellationToken cancellationToken);
}
