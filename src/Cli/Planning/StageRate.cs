namespace Cluster.Cli.Planning;

/// <summary>What a part of the system can do at most.</summary>
/// <param name="Name">The part.</param>
/// <param name="ImagesPerSecond">Its rate, all silos or nodes together.</param>
/// <param name="Source">Where the number comes from.</param>
internal sealed record StageRate(string Name, double ImagesPerSecond, string Source);
