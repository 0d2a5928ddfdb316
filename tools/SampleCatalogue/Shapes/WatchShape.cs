using Cluster.SampleCatalogue.Drawing;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A wrist watch laid out: wide strap above and below a round case.</summary>
internal sealed class WatchShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(24, Stands: false, 0.85f);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float half = sketch.Between(12, 14), radius = sketch.Between(20, 24);
        var metal = sketch.OneOf(Palette.Metal, Palette.Brass, Palette.Ink);
        sketch.Fabric(Sketch.Path($"M {-half} -10 L {-half + 2} -47 Q 0 -51 {half - 2} -47 L {half} -10 Z"), Shade.Cylinder);
        sketch.Fabric(Sketch.Path($"M {-half} 10 L {-half + 2} 44 Q 0 52 {half - 2} 44 L {half} 10 Z"), Shade.Cylinder);
        for (var hole = 0; hole < 3; hole++)
        {
            sketch.Trim(Sketch.Oval(0, 34 + (hole * 4.5f), 1.1f, 1.1f), Palette.Ink, Shade.None);
        }

        sketch.TrimLine($"M {-half + 1} -46 L {half - 1} -46", 3, metal);
        sketch.Trim(Sketch.Box(radius - 1, -3.5f, radius + 4.5f, 3.5f, 1.5f), metal);
        sketch.Trim(Sketch.Oval(0, 0, radius, radius), metal, Shade.Ball);
        sketch.Trim(Sketch.Oval(0, 0, radius - 3.5f, radius - 3.5f), Palette.Paper, Shade.Flat);
        for (var hour = 0; hour < 12; hour++)
        {
            var (sin, cos) = MathF.SinCos(hour * MathF.PI / 6);
            sketch.TrimLine($"M {sin * (radius - 7)} {-cos * (radius - 7)} L {sin * (radius - 5)} {-cos * (radius - 5)}", 1.3f, Palette.Ink);
        }

        var (s1, c1) = MathF.SinCos(sketch.Between(0, 6.28));
        var (s2, c2) = MathF.SinCos(sketch.Between(0, 6.28));
        sketch.TrimLine($"M 0 0 L {s1 * radius * 0.4f} {-c1 * radius * 0.4f}", 2.2f, Palette.Ink);
        sketch.TrimLine($"M 0 0 L {s2 * radius * 0.6f} {-c2 * radius * 0.6f}", 1.5f, Palette.Ink);
    }
}
