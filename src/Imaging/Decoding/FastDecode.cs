using Cluster.Imaging.Resampling;

namespace Cluster.Imaging.Decoding;

/// <summary>By how much <see cref="DecodeMode.Fast"/> has a JPEG shrunk while it is decoded.</summary>
internal static class FastDecode
{
    private const int Margin = 2;

    /// <summary>The largest of 8, 4, 2 and 1 that leaves both sides at least <see cref="Margin"/> times as long as they are to become.</summary>
    public static int Shrink(int width, int height, PreprocessingSpec spec)
    {
        if (width < 1 || height < 1)
        {
            return 1;
        }

        var plan = ResizePlan.For(width, height, spec);
        var most = Math.Min((double)width / plan.Width, (double)height / plan.Height) / Margin;
        return most >= 8 ? 8 : most >= 4 ? 4 : most >= 2 ? 2 : 1;
    }
}
