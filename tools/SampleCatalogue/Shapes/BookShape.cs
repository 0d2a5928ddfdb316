using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A hardcover book: cover with a label, spine to the left, page edges below.</summary>
internal sealed class BookShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(16, Stands: false);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float half = sketch.Between(29, 34), tall = sketch.Between(41, 46), thick = sketch.Between(4, 8);
        sketch.Trim(Sketch.Path($"M {-half} {tall - 2} L {-half + thick} {tall + thick} L {half + thick} {tall + thick} L {half} {tall - 2} Z"), Palette.Paper, Shade.None);
        sketch.Trim(Sketch.Path($"M {half - 2} {-tall} L {half + thick} {-tall + thick} L {half + thick} {tall + thick} L {half - 2} {tall} Z"), Palette.Shift(Palette.Paper, -0.12f), Shade.None);
        sketch.TrimLine($"M {half + (thick / 2)} {-tall + thick} L {half + (thick / 2)} {tall + (thick / 2)}", 0.7f, new SKColor(0, 0, 0, 60));
        sketch.TrimLine($"M {-half + thick} {tall + (thick / 2)} L {half + (thick / 2)} {tall + (thick / 2)}", 0.7f, new SKColor(0, 0, 0, 60));
        sketch.Fabric(Sketch.Box(-half, -tall, half, tall, 1.5f), Shade.Flat);
        sketch.Trim(Sketch.Box(-half, -tall, -half + 7, tall, 1), new SKColor(0, 0, 0, 70), Shade.None);
        var top = sketch.Between(-tall + 9, -6);
        sketch.Trim(Sketch.Box(-half + 16, top, half - 9, top + 20, 1), Palette.Paper, Shade.None);
        sketch.TrimLine($"M {-half + 21} {top + 7} L {half - 14} {top + 7}", 2.4f, Palette.Ink);
        sketch.TrimLine($"M {-half + 26} {top + 13.5} L {half - 19} {top + 13.5}", 1.4f, Palette.Ink);
    }
}
