using Cluster.SampleCatalogue.Items;
using Cluster.SampleCatalogue.Shapes;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Drawing;

/// <summary>Draws one catalogue picture as a JPEG. The same combination and seed give the same bytes on the same build of the drawing library.</summary>
internal static class ProductPainter
{
    private static readonly SKSizeI[] Sizes = [new(256, 256), new(288, 288), new(240, 300), new(300, 240), new(320, 256), new(224, 224)];

    /// <summary>The encoded picture: 224 to 320 pixels a side, the product within the central square.</summary>
    public static byte[] Jpeg(Combination combination, int seed)
    {
        var random = new Random(seed);
        float Between(double low, double high) => (float)(low + ((high - low) * random.NextDouble()));
        var palette = Palette.Of(combination.Colour, random);
        var shape = ProductShapes.Of(combination.Kind);
        using var sketch = new Sketch(random, palette);
        shape.Draw(sketch);
        using var fabric = PatternPrint.Record(combination.Pattern, palette, FabricBounds(sketch.Parts), shape.Pose.Fineness, random);

        var size = Sizes[random.Next(Sizes.Length)];
        var square = Math.Min(size.Width, size.Height);
        var scale = square / 100f * Between(0.72, 0.9);
        var slack = square * 0.04f;
        var centre = new SKPoint((size.Width / 2f) + Between(-slack, slack), (size.Height / 2f) + Between(-slack, slack));
        var lit = random.Next(2) == 0 ? -1f : 1f;

        using var surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque))
            ?? throw new InvalidOperationException("the drawing library gave no surface");
        var canvas = surface.Canvas;
        var dim = combination.Colour switch
        {
            ProductColour.White => Between(0.12, 0.3),
            ProductColour.Black => 0,
            _ => Between(0, 0.16),
        };
        Studio.Paint(canvas, size, centre.Y + (scale * 46), dim, random);

        canvas.Save();
        canvas.Translate(centre);
        canvas.Scale(scale * (random.Next(2) == 0 ? -1 : 1) * Between(0.93, 1.05), scale);
        if (shape.Pose.Stands)
        {
            FootShadow(canvas, sketch.Parts, lit);
        }

        canvas.RotateDegrees(Between(-shape.Pose.Tilt, shape.Pose.Tilt));
        canvas.Skew(Between(-0.07, 0.07), 0);
        Product(canvas, sketch.Parts, new PartPainter(fabric, palette.Main, lit, Between(0.7, 1.15)), shape.Pose.Stands ? 0.5f : 1);
        canvas.Restore();
        Tone(canvas, size, Between(-1, 1), Between(0.9, 1.06));

        using var pixels = surface.PeekPixels();
        using var data = pixels.Encode(new SKJpegEncoderOptions(random.Next(68, 95)))
            ?? throw new InvalidOperationException("the drawing library could not write a JPEG");
        return data.ToArray();
    }

    private static SKRect FabricBounds(IReadOnlyList<Part> parts)
    {
        var bounds = SKRect.Empty;
        foreach (var part in parts.Where(p => p.Colour is null))
        {
            bounds = bounds.IsEmpty ? part.Path.Bounds : SKRect.Union(bounds, part.Path.Bounds);
        }

        return bounds;
    }

    private static void Product(SKCanvas canvas, IReadOnlyList<Part> parts, PartPainter painter, float strength)
    {
        using var shadow = SKImageFilter.CreateDropShadow(1.2f, 2.2f, 2.2f, 2.2f, new SKColor(20, 20, 30, (byte)(120 * strength)));
        using var layer = new SKPaint { ImageFilter = shadow };
        canvas.SaveLayer(layer);
        foreach (var part in parts)
        {
            painter.Paint(canvas, part);
        }

        canvas.Restore();
    }

    private static void FootShadow(SKCanvas canvas, IReadOnlyList<Part> parts, float lit)
    {
        var bounds = parts.Select(p => p.Path.Bounds).Aggregate(SKRect.Union);
        using var blur = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, 3.5f);
        using var paint = new SKPaint { Color = new SKColor(15, 15, 25, 105), MaskFilter = blur, IsAntialias = true };
        canvas.DrawOval(bounds.MidX - (lit * 4), bounds.Bottom - 1, bounds.Width * 0.5f, 5, paint);
    }

    // Warm (above 0) or cool light, and exposure: one multiplication of all colours.
    private static void Tone(SKCanvas canvas, SKSizeI size, float warmth, float exposure)
    {
        byte Gain(float gain) => (byte)Math.Clamp(255 * gain, 0, 255);
        using var paint = new SKPaint
        {
            BlendMode = SKBlendMode.Modulate,
            Color = new SKColor(Gain(exposure * (1 + (0.03f * warmth))), Gain(exposure), Gain(exposure * (1 - (0.05f * warmth)))),
        };
        canvas.DrawRect(0, 0, size.Width, size.Height, paint);
    }
}
