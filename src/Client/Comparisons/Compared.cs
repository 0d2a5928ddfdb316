namespace Cluster.Client.Comparisons;

/// <summary>What was measured of one encoder; null is what could not be measured.</summary>
public sealed record Compared(
    string Encoder,
    string Family,
    string? Licence,
    int Dimension,
    double? ZeroShot,
    double? TextRecall,
    double? Purity,
    double ImagesPerSecond,
    double Hours,
    double? Cost,
    long VectorBytes,
    IReadOnlyList<double> Agreement,
    int Pictures);
