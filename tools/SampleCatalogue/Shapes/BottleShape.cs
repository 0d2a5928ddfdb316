using Cluster.SampleCatalogue.Drawing;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A drinking bottle: tall body, shoulders, neck and a cap.</summary>
internal sealed class BottleShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(6, Stands: true);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float half = sketch.Between(15, 19), shoulder = -sketch.Between(14, 24), neck = sketch.Between(6, 10), bottom = 47;
        var cap = sketch.OneOf(Palette.Metal, Palette.Ink, Palette.Wood);
        sketch.Fabric(Sketch.Path($"M {-neck} -36 L {-neck} {shoulder - 6} C {-neck} {shoulder + 2} {-half} {shoulder + 2} {-half} {shoulder + 14} L {-half} {bottom - 5} Q {-half} {bottom} {-half + 5} {bottom} L {half - 5} {bottom} Q {half} {bottom} {half} {bottom - 5} L {half} {shoulder + 14} C {half} {shoulder + 2} {neck} {shoulder + 2} {neck} {shoulder - 6} L {neck} -36 Z"), Shade.Cylinder);
        sketch.Trim(Sketch.Box(-neck - 1.5f, -49, neck + 1.5f, -35, 2.5f), cap, Shade.Cylinder);
        if (sketch.Chance(0.3))
        {
            sketch.TrimLine($"M {-neck} -47 Q 0 -58 {neck} -47", 2.4f, cap);
        }
    }
}
