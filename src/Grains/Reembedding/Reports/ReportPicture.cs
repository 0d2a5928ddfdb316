namespace Cluster.Grains.Reembedding.Reports;

/// <summary>A picture of a report.</summary>
/// <param name="Key">The key of its image.</param>
/// <param name="Score">Its score as an answer; null for a question.</param>
/// <param name="Jpeg">A small JPEG; null where it cannot be shown.</param>
public sealed record ReportPicture(string Key, float? Score, byte[]? Jpeg);
