using Cluster.SampleCatalogue.Items;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Drawing;

/// <summary>Records the material of a product: its colour with the pattern printed on it, to be drawn inside each of its parts.</summary>
internal static class PatternPrint
{
    private const float Reach = 90;

    /// <summary>The material over all of the object's plane.</summary>
    /// <param name="pattern">What is printed.</param>
    /// <param name="palette">The colours it is printed in.</param>
    /// <param name="fabric">Bounds of the parts that carry it; a two-tone product changes colour within them.</param>
    /// <param name="fineness">Scale of the print: 1, or less for products with narrow parts.</param>
    /// <param name="random">Chooses period, angle and phase.</param>
    public static SKPicture Record(ProductPattern pattern, Palette palette, SKRect fabric, float fineness, Random random)
    {
        using var recorder = new SKPictureRecorder();
        var canvas = recorder.BeginRecording(new SKRect(-Reach, -Reach, Reach, Reach));
        using var main = new SKPaint { Color = palette.Main };
        using var second = new SKPaint { Color = palette.Second, IsAntialias = true };
        canvas.DrawRect(-Reach, -Reach, 2 * Reach, 2 * Reach, main);
        // On white even a little print catches the eye: less of it, or the product would be called by the colour of its print.
        var cover = palette.Main.Red + palette.Main.Green + palette.Main.Blue > 690 ? 0.8f : 1;
        float Between(double low, double high) => (float)(low + ((high - low) * random.NextDouble()));

        switch (pattern)
        {
            case ProductPattern.Striped:
                canvas.RotateDegrees(Angle(random));
                Stripes(canvas, second, Between(11, 16) * fineness, Between(0.36, 0.46) * cover, Between(0, 16));
                break;
            case ProductPattern.Dotted:
                canvas.RotateDegrees(Between(-20, 20));
                Dots(canvas, second, Between(11, 15) * fineness, Between(0.26, 0.33) * cover);
                break;
            case ProductPattern.Checked:
                canvas.RotateDegrees(random.NextDouble() < 0.25 ? 45 : Between(-6, 6));
                var period = Between(13, 18) * fineness;
                second.Color = palette.Second.WithAlpha(150);
                Stripes(canvas, second, period, 0.45f * cover, 0);
                canvas.RotateDegrees(90);
                Stripes(canvas, second, period, 0.45f * cover, 0);
                break;
            case ProductPattern.Floral:
                Flowers(canvas, second, Between(19, 24) * fineness, 0.34f * cover, random);
                break;
            case ProductPattern.TwoTone:
                var share = Between(0.38, 0.46) * cover;
                canvas.Translate(fabric.MidX, fabric.MidY);
                var angle = random.NextDouble() < 0.65 ? 0 : random.NextDouble() < 0.5 ? 90 : Between(20, 45);
                var extent = angle < 1 ? fabric.Height : angle > 89 ? fabric.Width : (fabric.Width + fabric.Height) / 2;
                canvas.RotateDegrees(angle);
                canvas.DrawRect(-2 * Reach, extent * (0.5f - share), 4 * Reach, 4 * Reach, second);
                break;
            default:
                break;
        }

        return recorder.EndRecording();
    }

    private static float Angle(Random random) => random.Next(10) switch
    {
        < 5 => 0,
        < 8 => 90,
        8 => 45,
        _ => -45,
    } + (float)((random.NextDouble() * 8) - 4);

    private static void Stripes(SKCanvas canvas, SKPaint paint, float period, float share, float phase)
    {
        for (var y = (-2 * Reach) + phase; y < 2 * Reach; y += period)
        {
            canvas.DrawRect(-2 * Reach, y, 4 * Reach, period * share, paint);
        }
    }

    private static void Dots(SKCanvas canvas, SKPaint paint, float period, float radius)
    {
        var odd = false;
        for (var y = -Reach; y < Reach; y += period * 0.87f, odd = !odd)
        {
            for (var x = -Reach + (odd ? period / 2 : 0); x < Reach; x += period)
            {
                canvas.DrawCircle(x, y, period * radius, paint);
            }
        }
    }

    private static void Flowers(SKCanvas canvas, SKPaint petal, float period, float share, Random random)
    {
        using var heart = new SKPaint { Color = new SKColor(0xF2, 0xA9, 0x1E), IsAntialias = true };
        using var leaf = new SKPaint { Color = new SKColor(0x4E, 0x8F, 0x4A), IsAntialias = true };
        var odd = false;
        for (var y = -Reach; y < Reach; y += period * 0.8f, odd = !odd)
        {
            for (var x = -Reach + (odd ? period / 2 : 0); x < Reach; x += period)
            {
                canvas.Save();
                canvas.Translate(x + (float)((random.NextDouble() - 0.5) * period * 0.2), y + (float)((random.NextDouble() - 0.5) * period * 0.2));
                canvas.RotateDegrees((float)(random.NextDouble() * 72));
                var size = period * share * (1 + (float)(random.NextDouble() * 0.22));
                canvas.DrawOval(size * 1.15f, 0, size * 0.4f, size * 0.2f, leaf);
                for (var i = 0; i < 5; i++)
                {
                    canvas.RotateDegrees(72);
                    canvas.DrawOval(0, -size * 0.58f, size * 0.36f, size * 0.46f, petal);
                }

                canvas.DrawCircle(0, 0, size * 0.32f, heart);
                canvas.Restore();
            }
        }
    }
}
