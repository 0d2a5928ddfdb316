namespace Cluster.Imaging.Resampling;

/// <summary>Where a picture of a given size ends up in the tile.</summary>
/// <param name="Size">Size after the resize.</param>
/// <param name="Crop">The part of the resized picture that is kept.</param>
/// <param name="Left">Where the kept part starts in the tile; the rest is border.</param>
/// <param name="Top">Where the kept part starts in the tile; the rest is border.</param>
internal readonly record struct CropPlan((int Width, int Height) Size, CropRectangle Crop, int Left, int Top)
{
    /// <summary>The plan that the reference named by the spec would follow.</summary>
    /// <remarks>Sources: torchvision's Resize (long side truncated) and CenterCrop (round half to even), Hugging Face's center_crop (floor), OpenCLIP's ResizeKeepRatio (rounded).</remarks>
    public static CropPlan For(int width, int height, PreprocessingSpec spec)
    {
        var size = Sized(width, height, spec);
        var (left, cropLeft, cropWidth) = Fit(size.Width, spec.Width, spec.Flow);
        var (top, cropTop, cropHeight) = Fit(size.Height, spec.Height, spec.Flow);
        return new CropPlan(size, new CropRectangle(cropLeft, cropTop, cropWidth, cropHeight), left, top);
    }

    private static (int Width, int Height) Sized(int width, int height, PreprocessingSpec spec)
    {
        var to = spec.ResizeTo ?? (spec.Width, spec.Height);
        if (spec.Resize == ResizeMode.Squash)
        {
            return to;
        }

        if (spec.Resize == ResizeMode.Shortest && to.Width == to.Height)
        {
            return width <= height
                ? (to.Width, (int)((long)to.Width * height / width))
                : ((int)((long)to.Width * width / height), to.Width);
        }

        double across = (double)width / to.Width, down = (double)height / to.Height;
        var ratio = spec.Resize == ResizeMode.Longest ? Math.Max(across, down) : Math.Min(across, down);
        return ((int)Math.Round(width / ratio, MidpointRounding.ToEven), (int)Math.Round(height / ratio, MidpointRounding.ToEven));
    }

    private static (int InTile, int InPicture, int Length) Fit(int picture, int tile, PreprocessingFlow flow)
    {
        if (picture >= tile)
        {
            var spare = picture - tile;
            var offset = flow == PreprocessingFlow.HuggingFace ? spare / 2 : (int)Math.Round(spare / 2.0, MidpointRounding.ToEven);
            return (0, offset, tile);
        }

        // torchvision pads the smaller half first; what is left over goes behind.
        return ((tile - picture) / 2, 0, picture);
    }
}
