namespace Cluster.Imaging;

/// <summary>How a picture is brought to the tile's size (the names are OpenCLIP's).</summary>
public enum ResizeMode
{
    /// <summary>The shorter side to the target, the rest cropped from the centre.</summary>
    Shortest = 0,

    /// <summary>The longer side to the target, the rest padded.</summary>
    Longest = 1,

    /// <summary>Both sides to the target, aspect not kept.</summary>
    Squash = 2,
}
