namespace Cluster.Grains.Sweeping;

/// <summary>A point that the pass does not keep: a line of a chunk.</summary>
/// <param name="Id">The point.</param>
/// <param name="Key">Its image.</param>
/// <param name="Etag">The version that the point was made from.</param>
internal sealed record DoomedPoint(string Id, string Key, string Etag);
