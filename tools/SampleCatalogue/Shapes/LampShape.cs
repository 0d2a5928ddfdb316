using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A table lamp: a large shade on a slim stand with a foot, or on three legs.</summary>
internal sealed class LampShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(4, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float top = sketch.Between(12, 26), wide = sketch.Between(34, 43), edge = sketch.Between(2, 9);
        var metal = sketch.OneOf(Palette.Brass, Palette.Metal, Palette.Wood, Palette.Ink);
        if (sketch.Chance(0.3))
        {
            sketch.TrimLine($"M 0 4 L -20 47", 3, metal);
            sketch.TrimLine($"M 0 4 L 20 47", 3, metal);
            sketch.TrimLine($"M 0 4 L 0 47", 3, Palette.Shift(metal, -0.2f));
        }
        else
        {
            sketch.TrimLine($"M 0 0 L 0 44", sketch.Between(3, 5), metal, Shade.Cylinder);
            if (sketch.Chance(0.5))
            {
                sketch.Trim(Sketch.Oval(0, sketch.Between(20, 27), sketch.Between(7, 11), sketch.Between(8, 12)), metal, Shade.Ball);
            }

            sketch.Trim(Sketch.Oval(0, 45, sketch.Between(15, 21), 4.5f), metal, Shade.Ball);
        }

        sketch.Trim(Sketch.Oval(0, edge, wide - 1, 5), new SKColor(0xFF, 0xE9, 0xB5), Shade.None);
        sketch.Fabric(Sketch.Path($"M {-top} -47 Q 0 -50 {top} -47 L {wide} {edge} Q 0 {edge + 8} {-wide} {edge} Z"), Shade.Cylinder);
    }
}
