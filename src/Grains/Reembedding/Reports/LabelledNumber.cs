namespace Cluster.Grains.Reembedding.Reports;

/// <summary>A number measured on labelled data with both encoders, 0 to 1.</summary>
public sealed record LabelledNumber(string What, double Old, double New);
