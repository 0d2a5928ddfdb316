using Cluster.SampleCatalogue.Drawing;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A wall clock with a coloured face, or an alarm clock with bells and feet.</summary>
internal sealed class ClockShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(6, Stands: false);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float radius = sketch.Between(39, 45);
        var rim = sketch.OneOf(Palette.Metal, Palette.Wood, Palette.Brass, Palette.Ink);
        var mark = sketch.Palette.Main.Red + sketch.Palette.Main.Green + sketch.Palette.Main.Blue < 300 ? Palette.Rubber : Palette.Ink;
        if (sketch.Chance(0.35))
        {
            radius -= 6;
            sketch.TrimLine($"M -18 30 L -28 46", 6, rim);
            sketch.TrimLine($"M 18 30 L 28 46", 6, rim);
            sketch.Trim(Sketch.Oval(-20, -34, 13, 9), rim, Shade.Ball);
            sketch.Trim(Sketch.Oval(20, -34, 13, 9), rim, Shade.Ball);
        }

        sketch.Trim(Sketch.Oval(0, 0, radius + 4.5f, radius + 4.5f), rim, Shade.Ball);
        sketch.Fabric(Sketch.Oval(0, 0, radius, radius), Shade.Flat);
        for (var hour = 0; hour < 12; hour++)
        {
            var (sin, cos) = MathF.SinCos(hour * MathF.PI / 6);
            var from = radius * (hour % 3 == 0 ? 0.78f : 0.86f);
            sketch.TrimLine($"M {sin * from} {-cos * from} L {sin * radius * 0.93f} {-cos * radius * 0.93f}", hour % 3 == 0 ? 3.4f : 2, mark);
        }

        var (s1, c1) = MathF.SinCos(sketch.Between(0, 6.28));
        var (s2, c2) = MathF.SinCos(sketch.Between(0, 6.28));
        sketch.TrimLine($"M 0 0 L {s1 * radius * 0.48f} {-c1 * radius * 0.48f}", 4, mark);
        sketch.TrimLine($"M 0 0 L {s2 * radius * 0.72f} {-c2 * radius * 0.72f}", 2.8f, mark);
        sketch.Trim(Sketch.Oval(0, 0, 3.4f, 3.4f), mark, Shade.None);
    }
}
