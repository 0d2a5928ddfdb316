namespace Cluster.Bench.Models;

/// <summary>A block of an EfficientNet: expansion, depthwise convolution, squeeze and excitation, projection.</summary>
/// <param name="In">Channels that come in.</param>
/// <param name="Out">Channels that go out.</param>
/// <param name="Kernel">Side of the depthwise kernel.</param>
/// <param name="Stride">1, or 2 where the map is halved.</param>
/// <param name="Expansion">How many times as wide it is inside; 1: not expanded.</param>
/// <param name="IsRepeat">Whether it stands behind another of its stage, and adds what it makes to what came in.</param>
public sealed record EfficientNetBlock(int In, int Out, int Kernel, int Stride, int Expansion, bool IsRepeat)
{
    /// <summary>Channels inside.</summary>
    public int Inner => In * Expansion;

    /// <summary>Channels that the excitation is squeezed into: a quarter of those that come in.</summary>
    public int Squeezed => Math.Max(1, In / 4);

    /// <summary>Padding before and behind: of the halving convolutions the reference pads one less before, for maps of even sides.</summary>
    public (int Before, int Behind) Padding => Stride == 2 ? ((Kernel / 2) - 1, Kernel / 2) : (Kernel / 2, Kernel / 2);

    /// <summary>The map's side behind the block.</summary>
    public int SideAfter(int side) => ((side + Padding.Before + Padding.Behind - Kernel) / Stride) + 1;

    /// <summary>Products of one picture whose map has the side <paramref name="side"/> before the block.</summary>
    public double Products(int side)
    {
        var (before, after) = ((double)side * side, (double)SideAfter(side) * SideAfter(side));
        var expansion = Expansion == 1 ? 0 : before * In * Inner;
        return expansion + (after * Kernel * Kernel * Inner) + (2.0 * Inner * Squeezed) + (after * Inner * Out);
    }
}
