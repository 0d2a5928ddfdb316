namespace Cluster.Imaging;

/// <summary>A resampling filter, in Pillow's arithmetic.</summary>
public enum Interpolation
{
    /// <summary>Cubic with a = -0.5, support 2.</summary>
    Bicubic = 0,

    /// <summary>Triangle, support 1.</summary>
    Bilinear = 1,
}
