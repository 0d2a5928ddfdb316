using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A teapot: round body, spout to the left, handle to the right, lid with a knob.</summary>
internal sealed class TeapotShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(5, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float wide = sketch.Between(28, 32), tall = sketch.Between(23, 28), y = 12, knob = sketch.Between(3.5, 5);
        sketch.FabricLine($"M {wide - 5} -4 C {wide + 21} -12 {wide + 21} 28 {wide - 5} 24", sketch.Between(5.5, 7.5), Shade.Flat, 0.08f);
        sketch.Fabric(Sketch.Path($"M {-wide + 8} 4 C {-wide - 8} 4 {-wide - 6} -12 {-wide - 18} -16 L {-wide - 11} -20 C {-wide + 2} -16 {-wide + 2} 0 {-wide + 12} 26 Z"), Shade.Flat, 0.08f);
        sketch.Fabric(Sketch.Oval(0, y, wide, tall), Shade.Ball);
        sketch.Fabric(Sketch.Path($"M {-wide * 0.55} {y - (tall * 0.8)} Q 0 {y - (tall * 1.5)} {wide * 0.55} {y - (tall * 0.8)} Q 0 {y - (tall * 0.62)} {-wide * 0.55} {y - (tall * 0.8)} Z"), Shade.Cylinder);
        sketch.TrimLine($"M {-wide * 0.55} {y - (tall * 0.8)} Q 0 {y - (tall * 0.62)} {wide * 0.55} {y - (tall * 0.8)}", 1, new SKColor(0, 0, 0, 80));
        sketch.Fabric(Sketch.Oval(0, y - (tall * 1.22f), knob, knob), Shade.Ball);
        sketch.Fabric(Sketch.Box(-wide * 0.5f, y + tall - 4, wide * 0.5f, y + tall + 2, 2), Shade.Flat, 0.2f);
    }
}
