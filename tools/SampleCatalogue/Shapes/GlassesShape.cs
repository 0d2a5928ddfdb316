using Cluster.SampleCatalogue.Drawing;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>Chunky glasses from the front: round, square or cat-eye.</summary>
internal sealed class GlassesShape : IProductShape
{
    /// <inheritdoc />
    public Pose Pose => new(12, Stands: false, 0.62f);

    /// <inheritdoc />
    public void Draw(Sketch sketch)
    {
        float rim = sketch.Between(10, 12.5), half = sketch.Between(15, 17), tall = sketch.Between(13, 16), apart = half + sketch.Between(10, 12);
        var corner = sketch.OneOf(half, 7f, 10f);
        var wing = sketch.Chance(0.3) ? sketch.Between(4, 8) : 0;
        var lens = sketch.Chance(0.5) ? new SKColor(0x2A, 0x30, 0x38, 215) : new SKColor(0xD8, 0xE8, 0xF0, 170);
        sketch.FabricLine($"M {-apart - half - 2} {-tall * 0.5f - wing} L {-apart - half - 8} {-tall * 0.5f - wing - 1}", rim * 0.8f, Shade.Flat, 0.2f);
        sketch.FabricLine($"M {apart + half + 2} {-tall * 0.5f - wing} L {apart + half + 8} {-tall * 0.5f - wing - 1}", rim * 0.8f, Shade.Flat, 0.2f);
        sketch.FabricLine($"M {-apart + half} -4 Q 0 -13 {apart - half} -4", rim * 0.75f, Shade.Flat);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var x = side * apart;
            sketch.Trim(Sketch.Box(x - half, -tall, x + half, tall, Math.Min(corner, tall)), lens, Shade.None);
            sketch.TrimLine($"M {x - 7} {tall * 0.3f} L {x + 3} {-tall * 0.55f}", 2.2f, new SKColor(255, 255, 255, 90));
            sketch.Fabric(Sketch.Outline(Sketch.Box(x - half, -tall, x + half, tall, Math.Min(corner, tall)), rim), Shade.Flat);
            if (wing > 0)
            {
                sketch.Fabric(Sketch.Path($"M {x + (side * (half - 8))} {-tall - (rim * 0.4f)} L {x + (side * (half + 9))} {-tall - wing - 3} L {x + (side * (half + 4))} {-tall + 10} Z"), Shade.None);
            }
        }
    }
}
