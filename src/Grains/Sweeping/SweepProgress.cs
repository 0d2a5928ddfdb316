namespace Cluster.Grains.Sweeping;

/// <summary>How far the comparison of a collection with a pass is; an artifact, so that it goes on there after a crash.</summary>
/// <param name="Next">The first point not looked at yet; null at the end.</param>
/// <param name="Chunks">Chunks of doomed points that are written.</param>
/// <param name="Doomed">Points in them.</param>
/// <param name="Points">Points of the corpus looked at.</param>
internal sealed record SweepProgress(string? Next, int Chunks, long Doomed, long Points);
