using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A t-shirt laid flat: short sleeves, round or V neck.</summary>
internal sealed class TShirtShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(8, Stands: false);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float hip = sketch.Between(25, 30), hem = sketch.Between(38, 46), sleeve = sketch.Between(-18, -6), cuff = sketch.Between(47, 51);
        var neck = sketch.Between(11, 14);
        var depth = sketch.Between(-34, -28);
        var collar = sketch.Chance(0.3) ? $"L 0 {depth + 6} L {neck} -43" : (FormattableString)$"Q 0 {depth} {neck} -43";
        sketch.Trim(Sketch.Oval(0, -42, neck, 4.5f), Palette.Shift(sketch.Palette.Main, -0.45f), Shade.None);
        sketch.Fabric(Sketch.Path($"M {-neck} -43 {collar} L 29 -38 Q 34 -36 37 -31 L {cuff} {sleeve} L {cuff - 12} {sleeve + 9} L {hip} -12 L {hip} {hem} Q 0 {hem + 4} {-hip} {hem} L {-hip} -12 L {12 - cuff} {sleeve + 9} L {-cuff} {sleeve} L -37 -31 Q -34 -36 -29 -38 Z"), Shade.Flat);
        sketch.TrimLine($"M {-neck} -43 {collar}", 2.4f, Palette.Shift(sketch.Palette.Main, -0.25f));
        sketch.TrimLine($"M {hip} -12 L 31 -26", 0.7f, new SKColor(0, 0, 0, 70));
        sketch.TrimLine($"M {-hip} -12 L -31 -26", 0.7f, new SKColor(0, 0, 0, 70));
        if (sketch.Chance(0.3))
        {
            sketch.TrimLine($"M 8 -18 L 18 -18 L 18 -7 Q 13 -3 8 -7 Z", 0.9f, new SKColor(0, 0, 0, 90));
        }
    }
}
