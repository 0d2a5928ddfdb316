namespace Cluster.Imaging;

/// <summary>How an encoder wants its pictures. Two specs that are equal give the same bits for the same image.</summary>
/// <param name="Width">Width of the tile in pixels.</param>
/// <param name="Height">Height of the tile in pixels.</param>
/// <param name="Mean">Mean subtracted a channel, after scaling to 0..1.</param>
/// <param name="Std">Standard deviation divided by a channel.</param>
public sealed record PreprocessingSpec(int Width, int Height, ChannelStatistics Mean, ChannelStatistics Std);
