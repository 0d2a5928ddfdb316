using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>A scarf: a loop with two fringed tails.</summary>
internal sealed class ScarfShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(7, Stands: false);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float width = sketch.Between(16, 20), left = sketch.Between(34, 44), right = sketch.Between(22, 40), spread = sketch.Between(4, 11);
        var fringe = Palette.Shift(sketch.Palette.Main, -0.15f);
        void Tail(float x, float lean, float end)
        {
            for (var i = 0; i < 6; i++)
            {
                var at = x + lean + ((i + 0.5f) * width / 6);
                sketch.TrimLine($"M {at} {end - 1} L {at + (lean * 0.1f)} {end + 6}", 1.4f, fringe);
            }

            sketch.Fabric(Sketch.Path($"M {x} -14 L {x + width} -14 L {x + width + lean} {end} L {x + lean} {end} Z"), Shade.Cylinder, x < -width ? 0.1f : 0);
        }

        Tail(-width - 1, -spread, left);
        sketch.FabricLine($"M -22 -30 Q 0 -46 22 -30", 11, Shade.Flat, 0.25f);
        Tail(1, spread, right);
        sketch.FabricLine($"M -24 -30 C -26 -8 -8 -8 0 -10 C 8 -8 26 -8 24 -30", 15, Shade.Flat);
        sketch.TrimLine($"M -18 -24 C -14 -12 -4 -12 0 -12", 0.9f, new SKColor(0, 0, 0, 60));
    }
}
