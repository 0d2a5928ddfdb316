using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>An open umbrella from the side: domed canopy with ribs, shaft, hooked handle.</summary>
internal sealed class UmbrellaShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(14, Stands: false);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float half = sketch.Between(43, 49), dome = -sketch.Between(40, 46), scallop = sketch.Between(6, 10), foot = sketch.Between(36, 42);
        var shaft = sketch.OneOf(Palette.Metal, Palette.Wood, Palette.Ink);
        sketch.TrimLine($"M 0 {dome - 6} L 0 {foot} Q 0 {foot + 8} 7 {foot + 8} Q 13 {foot + 8} 13 {foot + 1}", 3, shaft);
        float third = half / 3, edge = 2;
        sketch.Fabric(Sketch.Path($"M {-half} {edge} C {-half + 2} {dome * 0.75} {-half * 0.4} {dome} 0 {dome} C {half * 0.4} {dome} {half - 2} {dome * 0.75} {half} {edge} Q {2 * third} {edge - scallop} {third} {edge} Q 0 {edge - scallop} {-third} {edge} Q {-2 * third} {edge - scallop} {-half} {edge} Z"), Shade.Ball);
        sketch.TrimLine($"M 0 {dome} Q {-third} {dome * 0.6} {-third} {edge}", 1, new SKColor(0, 0, 0, 80));
        sketch.TrimLine($"M 0 {dome} Q {third} {dome * 0.6} {third} {edge}", 1, new SKColor(0, 0, 0, 80));
    }
}
