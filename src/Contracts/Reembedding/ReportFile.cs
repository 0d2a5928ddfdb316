namespace Cluster.Contracts.Reembedding;

/// <summary>A report as a file.</summary>
/// <param name="Content">UTF-8.</param>
/// <param name="ContentType">Its media type.</param>
[GenerateSerializer, Immutable, Alias("cluster.report-file")]
public sealed record ReportFile([property: Id(0)] ReadOnlyMemory<byte> Content, [property: Id(1)] string ContentType);
