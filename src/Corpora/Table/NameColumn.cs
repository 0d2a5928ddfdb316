namespace Cluster.Corpora.Table;

/// <summary>The column of a table that names the images, and which of its values do.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsImage">Whether a value names an image of the corpus; never asked about an empty one.</param>
internal sealed record NameColumn(string Name, Func<string, bool> IsImage);
