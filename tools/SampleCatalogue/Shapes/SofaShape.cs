using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A two-seat sofa from the front: back, arms, seat cushions, feet.</summary>
internal sealed class SofaShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(3, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float back = -sketch.Between(22, 30), arm = sketch.Between(8, 12), round = sketch.OneOf(4f, 8f, 11f), armTop = sketch.Between(-10, -2);
        var feet = sketch.OneOf(Palette.Wood, Palette.Ink);
        sketch.TrimLine($"M -40 28 L -41 38", 4, feet);
        sketch.TrimLine($"M 40 28 L 41 38", 4, feet);
        sketch.Fabric(Sketch.Box(-45, back, 45, 20, round + 3), Shade.Flat);
        sketch.TrimLine($"M 0 {back + 2} L 0 8", 1, new SKColor(0, 0, 0, 70));
        sketch.Fabric(Sketch.Box(-44, 6, 44, 31, 4), Shade.Flat, 0.18f);
        sketch.Fabric(Sketch.Box(-50 + arm, 3, 0, 18, 5), Shade.Ball);
        sketch.Fabric(Sketch.Box(0, 3, 50 - arm, 18, 5), Shade.Ball);
        sketch.Fabric(Sketch.Box(-50, armTop, -50 + arm, 31, round), Shade.Cylinder);
        sketch.Fabric(Sketch.Box(50 - arm, armTop, 50, 31, round), Shade.Cylinder);
    }
}
