namespace Cluster.Corpora.Table;

/// <summary>Reads the rows of one format of table, in pieces that can be read each on its own.</summary>
internal interface ITableReader
{
    /// <summary>The pieces behind <paramref name="after"/>, or all when it is null: where each starts and ends, the end inclusive.</summary>
    IAsyncEnumerable<(long Start, long End)> PiecesAsync(Stream table, (long Start, long End)? after, int size, CancellationToken cancellationToken);

    /// <summary>The rows of the piece behind the position <paramref name="after"/>, or all when it is null.</summary>
    IAsyncEnumerable<TableRow> RowsAsync(Stream table, long start, long end, long? after, TableColumns columns, CancellationToken cancellationToken);
}
