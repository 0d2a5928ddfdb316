using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A mug: straight or tapered, with a handle to its right.</summary>
internal sealed class MugShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(5, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float half = sketch.Between(25, 31), top = -sketch.Between(26, 36), bottom = sketch.Between(32, 40);
        float taper = sketch.Between(-1, 8), rim = sketch.Between(5, 8);
        var reach = sketch.Between(17, 23);
        sketch.FabricLine($"M {half - 3} {top + 14} C {half + reach} {top + 8} {half + reach} {bottom - 10} {half - 4 - taper} {bottom - 16}", sketch.Between(6, 8.5), Shade.Flat, 0.08f);
        sketch.Fabric(Sketch.Path($"M {-half} {top} L {-half + taper} {bottom - 6} Q {-half + taper + 1} {bottom + 5} 0 {bottom + 6} Q {half - taper - 1} {bottom + 5} {half - taper} {bottom - 6} L {half} {top} Z"), Shade.Cylinder);
        sketch.Fabric(Sketch.Oval(0, top, half, rim), Shade.None, 0.05f);
        sketch.Trim(Sketch.Oval(0, top + 0.5f, half - 2.5f, rim - 1.8f), Palette.Shift(Palette.Rubber, -0.22f), Shade.Flat);
        if (sketch.Chance(0.4))
        {
            sketch.Trim(Sketch.Oval(0, top + 2.2f, half - 5, rim - 3.2f), new SKColor(0x5A, 0x36, 0x20), Shade.None);
        }
    }
}
