namespace Cluster.Imaging;

/// <summary>How an encoder wants its pictures. Two specs that are equal give the same bits for the same image; the spec is part of the space id.</summary>
/// <remarks>
/// The model input is (x / 255 - mean) / std per channel, x the uint8 crop. ALIGN's x / 127.5 - 1 is mean = std = 0.5.
/// Order and rounding follow the reference named by <see cref="Flow"/>.
/// </remarks>
public sealed record PreprocessingSpec
{
    /// <summary>Width of the tile in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the tile in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>How the picture is brought to size.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Shortest;

    /// <summary>Target of the resize where it differs from the tile: the shorter side for <see cref="ResizeMode.Shortest"/>, both sides for <see cref="ResizeMode.Squash"/>. ALIGN: 346, then cropped to 289.</summary>
    public (int Width, int Height)? ResizeTo { get; init; }

    /// <summary>The resampling filter, always with antialiasing.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bicubic;

    /// <summary>Which reference's order of steps and crop rounding is followed.</summary>
    public PreprocessingFlow Flow { get; init; } = PreprocessingFlow.OpenClip;

    /// <summary>Grey value of the border that <see cref="ResizeMode.Longest"/> pads with, 0 to 255.</summary>
    public byte FillColor { get; init; }

    /// <summary>Mean subtracted a channel, after scaling to 0..1.</summary>
    public required ChannelStatistics Mean { get; init; }

    /// <summary>Standard deviation divided by a channel.</summary>
    public required ChannelStatistics Std { get; init; }

    /// <summary>Whether EXIF orientation is applied first. No reference does so. Default: false.</summary>
    public bool AutoOrient { get; init; }

    /// <summary>Whether JPEGs may be decoded at reduced size. A different preprocessing, hence another space. Default: exact.</summary>
    public DecodeMode Decode { get; init; } = DecodeMode.Exact;
}
