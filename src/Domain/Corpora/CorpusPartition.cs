namespace Cluster.Domain.Corpora;

/// <summary>A contiguous range of a corpus listing.</summary>
/// <param name="Ordinal">Its place, from 0.</param>
/// <param name="Start">Position of the first image, as the source understands it (a key, a tar file and offset, a row group).</param>
/// <param name="End">Position of the last image, inclusive.</param>
/// <param name="Count">Images in it when it was listed, or -1 where the source cannot know without reading.</param>
[GenerateSerializer, Immutable, Alias("cluster.corpus-partition")]
public sealed record CorpusPartition(
    [property: Id(0)] int Ordinal, [property: Id(1)] string Start, [property: Id(2)] string End, [property: Id(3)] long Count)
{
    /// <summary>How often a part of it was given to another partition since it was listed. Whoever knows of fewer cuts may not have it worked on.</summary>
    [Id(4)]
    public int Cut { get; init; }
}
