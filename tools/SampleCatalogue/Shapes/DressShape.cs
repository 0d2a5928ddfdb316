using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A dress with straps or short sleeves, a waist and a flared skirt.</summary>
internal sealed class DressShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(7, Stands: false);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float flare = sketch.Between(28, 42), hem = sketch.Between(40, 48), waist = sketch.Between(10, 13), line = sketch.Between(-10, -2);
        if (sketch.Chance(0.4))
        {
            sketch.Fabric(Sketch.Path($"M -14 -46 L -29 -35 L -23 -24 L -14 -30 Z"), Shade.Flat, 0.06f);
            sketch.Fabric(Sketch.Path($"M 14 -46 L 29 -35 L 23 -24 L 14 -30 Z"), Shade.Flat, 0.06f);
        }

        sketch.Fabric(Sketch.Path($"M -15 -48 L -10 -48 Q -8 -30 0 -29 Q 8 -30 10 -48 L 15 -48 Q 14 -36 20 -26 Q 16 -14 {waist} {line} C {waist + 4} 12 {flare - 4} 26 {flare} {hem} Q {flare * 0.5} {hem + 6} 0 {hem + 3} Q {-flare * 0.5} {hem + 6} {-flare} {hem} C {-flare + 4} 26 {-waist - 4} 12 {-waist} {line} Q -16 -14 -20 -26 Q -14 -36 -15 -48 Z"), Shade.Flat);
        for (var fold = -2; fold <= 2; fold++)
        {
            sketch.TrimLine($"M {fold * waist * 0.35} {line + 6} Q {fold * flare * 0.2} 14 {fold * flare * 0.36} {hem - 2}", 0.9f, new SKColor(0, 0, 0, 45));
        }

        if (sketch.Chance(0.55))
        {
            sketch.Trim(Sketch.Path($"M {-waist - 0.5} {line - 2.5} L {waist + 0.5} {line - 2.5} L {waist + 0.8} {line + 2.5} L {-waist - 0.8} {line + 2.5} Z"), Palette.Shift(sketch.Palette.Main, -0.4f), Shade.Flat);
        }
    }
}
