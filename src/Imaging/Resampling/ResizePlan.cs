namespace Cluster.Imaging.Resampling;

/// <summary>To what size a picture is resized, which part of that is kept, and where in the tile it lies.</summary>
internal readonly record struct ResizePlan(int Width, int Height, PixelWindow Kept, int Left, int Top, Interpolation Filter)
{
    public static ResizePlan For(int width, int height, PreprocessingSpec spec)
    {
        var (goalWidth, goalHeight) = spec.ResizeTo ?? (spec.Width, spec.Height);
        var filter = spec.Interpolation;
        int newWidth, newHeight;
        if (spec.Resize == ResizeMode.Squash)
        {
            (newWidth, newHeight) = (goalWidth, goalHeight);
        }
        else if (spec.Resize == ResizeMode.Shortest && goalWidth == goalHeight)
        {
            // torchvision's Resize(int): the longer side is cut off, not rounded.
            (newWidth, newHeight) = width <= height
                ? (goalWidth, (int)((long)goalWidth * height / width))
                : ((int)((long)goalWidth * width / height), goalWidth);
        }
        else
        {
            // OpenCLIP's ResizeKeepRatio: rounds, and for tiles that are not square takes the cubic filter whatever is asked.
            var (ratioWidth, ratioHeight) = ((double)width / goalWidth, (double)height / goalHeight);
            var longest = spec.Resize == ResizeMode.Longest;
            var ratio = longest ? Math.Max(ratioWidth, ratioHeight) : Math.Min(ratioWidth, ratioHeight);
            (newWidth, newHeight) = ((int)Math.Round(width / ratio), (int)Math.Round(height / ratio));
            (newWidth, newHeight) = (Math.Max(newWidth, 1), Math.Max(newHeight, 1));
            filter = longest ? filter : Interpolation.Bicubic;
        }

        var (x, left, keptWidth) = Place(newWidth, spec.Width, spec.Flow);
        var (y, top, keptHeight) = Place(newHeight, spec.Height, spec.Flow);
        return new(newWidth, newHeight, new(x, y, keptWidth, keptHeight), left, top, filter);
    }

    // Wider than the tile: cropped; narrower: padded, the smaller half before.
    private static (int From, int Pad, int Length) Place(int size, int tile, PreprocessingFlow flow) =>
        size < tile ? (0, (tile - size) / 2, size)
        : flow == PreprocessingFlow.HuggingFace ? ((size - tile) / 2, 0, tile)
        : ((int)Math.Round((size - tile) / 2.0), 0, tile);
}
