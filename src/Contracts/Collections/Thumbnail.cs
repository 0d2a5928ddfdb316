namespace Cluster.Contracts.Collections;

/// <summary>A small picture of an indexed image.</summary>
/// <param name="Jpeg">JPEG bytes.</param>
/// <param name="ETag">Version of the image it shows.</param>
[GenerateSerializer, Immutable, Alias("cluster.thumbnail")]
public sealed record Thumbnail([property: Id(0)] ReadOnlyMemory<byte> Jpeg, [property: Id(1)] string ETag);
