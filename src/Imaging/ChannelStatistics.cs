namespace Cluster.Imaging;

/// <summary>One number a colour channel.</summary>
public readonly record struct ChannelStatistics(double Red, double Green, double Blue);
