namespace Cluster.Imaging.Resampling;

/// <summary>A part of a picture, in pixels.</summary>
internal readonly record struct CropRectangle(int Left, int Top, int Width, int Height);
