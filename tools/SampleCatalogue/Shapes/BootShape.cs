using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A boot from the side: high shaft, dark sole with a heel, toe to the right.</summary>
internal sealed class BootShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(8, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float top = -sketch.Between(38, 48), width = sketch.Between(30, 36), heel = sketch.Between(6, 11);
        var right = -28 + width;
        sketch.Trim(Sketch.Oval((-28 + right) / 2, top + 0.5f, width / 2, 4), Palette.Shift(sketch.Palette.Main, -0.6f), Shade.None);
        sketch.Fabric(Sketch.Path($"M -28 {top} Q {(-28 + right) / 2} {top + 7} {right} {top} L {right + 2} 4 Q {right + 14} 8 34 13 Q 46 18 46 33 L -28 33 Q -31 10 -28 {top} Z"), Shade.Cylinder);
        sketch.Trim(Sketch.Path($"M -29 32 L 47 32 L 47 38 L 6 38 Q 0 38 -2 {36 + heel} L -29 {36 + heel} Z"), Palette.Ink, Shade.Flat);
        sketch.TrimLine($"M {right + 1} 2 Q -8 10 -29 8", 0.9f, new SKColor(0, 0, 0, 90));
        if (sketch.Chance(0.5))
        {
            for (var y = top + 12; y < 2; y += 8)
            {
                sketch.TrimLine($"M {right - 8} {y + 2} L {right} {y - 1}", 2, Palette.Rubber);
            }
        }
        else
        {
            sketch.TrimLine($"M -26 {top + 20} L -26 {top + 4}", 2.2f, Palette.Shift(sketch.Palette.Main, -0.5f));
        }
    }
}
