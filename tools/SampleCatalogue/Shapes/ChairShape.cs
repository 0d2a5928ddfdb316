using Cluster.SampleCatalogue.Drawing;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A chair from the front: upholstered back and seat, four wooden or metal legs.</summary>
internal sealed class ChairShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(4, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float half = sketch.Between(25, 30), round = sketch.OneOf(5f, 12f, 24f), seat = sketch.Between(6, 11);
        var leg = sketch.OneOf(Palette.Wood, Palette.Ink, Palette.Shift(Palette.Wood, -0.4f), Palette.Metal);
        sketch.TrimLine($"M {-half + 6} {seat} L {-half + 3} 38", 3.4f, Palette.Shift(leg, -0.25f));
        sketch.TrimLine($"M {half - 6} {seat} L {half - 3} 38", 3.4f, Palette.Shift(leg, -0.25f));
        sketch.TrimLine($"M {-half + 5} -20 L {-half + 3} {seat}", 4, leg);
        sketch.TrimLine($"M {half - 5} -20 L {half - 3} {seat}", 4, leg);
        sketch.Fabric(Sketch.Box(-half, -49, half, seat - sketch.Between(5, 10), round), Shade.Cylinder);
        sketch.TrimLine($"M {-half} {seat + 10} L {-half - 4} 48", 4.2f, leg, Shade.Flat);
        sketch.TrimLine($"M {half} {seat + 10} L {half + 4} 48", 4.2f, leg, Shade.Flat);
        sketch.Fabric(Sketch.Path($"M {-half + 3} {seat - 4} L {half - 3} {seat - 4} L {half + 6} {seat + 9} Q {half + 7} {seat + 16} {half} {seat + 16} L {-half} {seat + 16} Q {-half - 7} {seat + 16} {-half - 6} {seat + 9} Z"), Shade.Flat, 0.05f);
    }
}
