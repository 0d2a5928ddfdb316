using Cluster.SampleCatalogue.Drawing;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A low shoe from the side: pale sole, laces, toe to the right.</summary>
internal sealed class SneakerShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(9, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float ankle = sketch.Between(-26, -16), sole = sketch.Between(9, 14), toe = sketch.Between(2, 9);
        sketch.Fabric(Sketch.Path($"M -46 17 L -47 -6 Q -47 {ankle} -38 {ankle - 2} Q -34 {ankle - 2} -33 {ankle + 3} Q -26 {ankle + 10} -16 {ankle + 4} L -10 {ankle - 1} Q -6 {ankle} 4 -8 Q 14 {toe - 7} 30 {toe - 4} Q 46 {toe - 1} 48 17 Z"), Shade.Ball);
        sketch.Trim(Sketch.Path($"M 30 17 Q 31 {toe + 2} 37 {toe - 2} Q 47 {toe + 2} 48 17 Z"), Palette.Rubber, Shade.Flat);
        sketch.Trim(Sketch.Path($"M -49 15 L 49 15 Q 52 17 50 {14 + sole} Q 49 {16 + sole} 44 {16 + sole} L -45 {16 + sole} Q -50 {16 + sole} -50 {12 + sole} Z"), Palette.Rubber, Shade.Flat);
        sketch.TrimLine($"M -48 {13 + sole} L 49 {13 + sole}", 1.2f, Palette.Shift(Palette.Rubber, -0.3f));
        for (var lace = 0; lace < 4; lace++)
        {
            var x = -12 + (lace * 7f);
            var y = ankle + 3 + (lace * (toe - ankle - 6) / 4);
            sketch.TrimLine($"M {x - 3} {y + 7} L {x + 4} {y - 1}", 2.3f, Palette.Rubber);
        }
    }
}
