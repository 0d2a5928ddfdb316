using Cluster.SampleCatalogue.Drawing;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A brimmed hat with a band: fedora, sun hat or top-round.</summary>
internal sealed class HatShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(9, Stands: false);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float brim = sketch.Between(42, 50), crown = sketch.Between(22, 28), height = sketch.Between(34, 46), flat = sketch.Between(9, 13);
        var dent = sketch.Chance(0.5) ? sketch.Between(5, 9) : -4;
        sketch.Fabric(Sketch.Oval(0, 20, brim, flat), Shade.Ball, 0.1f);
        sketch.Fabric(Sketch.Path($"M {-crown} 20 Q {-crown + 1} {22 - height} {-crown * 0.6} {20 - height} Q {-crown * 0.3} {18 - height} 0 {20 - height + dent} Q {crown * 0.3} {18 - height} {crown * 0.6} {20 - height} Q {crown - 1} {22 - height} {crown} 20 Q 0 28 {-crown} 20 Z"), Shade.Cylinder);
        var band = sketch.OneOf(Palette.Ink, Palette.Shift(sketch.Palette.Main, -0.5f), Palette.Paper);
        sketch.Trim(Sketch.Path($"M {-crown - 0.2} 12 Q 0 21 {crown + 0.2} 12 L {crown + 0.2} 19.5 Q 0 28 {-crown - 0.2} 19.5 Z"), band);
    }
}
