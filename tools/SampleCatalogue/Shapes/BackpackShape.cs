using Cluster.SampleCatalogue.Drawing;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A backpack from the front: grab handle, straps at the sides, front pocket.</summary>
internal sealed class BackpackShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(7, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float half = sketch.Between(27, 33), top = -sketch.Between(36, 42), bottom = sketch.Between(38, 45), pocket = sketch.Between(4, 12);
        var strap = Palette.Shift(sketch.Palette.Main, -0.5f);
        sketch.TrimLine($"M -8 {top + 3} Q 0 {top - 14} 8 {top + 3}", 3.6f, strap);
        sketch.TrimLine($"M {-half + 4} {top + 14} Q {-half - 12} 6 {-half + 2} {bottom - 8}", 6, strap);
        sketch.TrimLine($"M {half - 4} {top + 14} Q {half + 12} 6 {half - 2} {bottom - 8}", 6, strap);
        sketch.Fabric(Sketch.Path($"M {-half} {bottom - 8} L {-half} {top + 24} Q {-half + 2} {top} 0 {top} Q {half - 2} {top} {half} {top + 24} L {half} {bottom - 8} Q {half} {bottom} {half - 9} {bottom} L {9 - half} {bottom} Q {-half} {bottom} {-half} {bottom - 8} Z"), Shade.Cylinder);
        sketch.TrimLine($"M {-half + 4} {pocket - 9} Q 0 {pocket - 16} {half - 4} {pocket - 9}", 1.3f, Palette.Ink);
        sketch.Fabric(Sketch.Box(-half + 6, pocket, half - 6, bottom - 4, 7), Shade.Flat, 0.06f);
        sketch.TrimLine($"M {-half + 9} {pocket + 6} L {half - 9} {pocket + 6}", 1.5f, Palette.Ink);
        sketch.TrimLine($"M {half - 13} {pocket + 6} L {half - 13} {pocket + 12}", 2, Palette.Metal);
    }
}
