namespace Cluster.Grains.Reembedding.Reports;

/// <summary>One question, and what it is answered with by each of several encoders.</summary>
/// <param name="Text">The question in words; null where a picture asks.</param>
/// <param name="Picture">The picture that asks; null where words do.</param>
/// <param name="Answers">The nearest pictures, encoder by encoder.</param>
public sealed record ReportExample(string? Text, ReportPicture? Picture, IReadOnlyList<IReadOnlyList<ReportPicture>> Answers);
