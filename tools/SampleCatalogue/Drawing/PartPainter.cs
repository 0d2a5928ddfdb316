using SkiaSharp;

namespace Cluster.SampleCatalogue.Drawing;

/// <summary>Paints one part: its material, the light on it and its edge.</summary>
/// <param name="fabric">The recorded material of the product.</param>
/// <param name="main">The product's colour, for edges.</param>
/// <param name="lit">-1 when the light comes from the left, 1 from the right.</param>
/// <param name="contrast">Strength of light and shade, about 0.7 to 1.2.</param>
internal sealed class PartPainter(SKPicture fabric, SKColor main, float lit, float contrast)
{
    /// <summary>Paints the part in object units.</summary>
    public void Paint(SKCanvas canvas, Part part)
    {
        canvas.Save();
        canvas.ClipPath(part.Path, SKClipOperation.Intersect, antialias: true);
        if (part.Colour is { } colour)
        {
            canvas.DrawColor(colour, SKBlendMode.SrcOver);
        }
        else
        {
            canvas.DrawPicture(fabric);
        }

        if (part.Dim > 0)
        {
            canvas.DrawColor(new SKColor(0, 0, 0, (byte)(part.Dim * 255)), SKBlendMode.SrcOver);
        }

        if (part.Shade != Shade.None)
        {
            using var light = new SKPaint();
            using (light.Shader = Light(part.Path.Bounds, part.Shade))
            {
                canvas.DrawPaint(light);
            }
        }

        canvas.Restore();
        if (part.Shade != Shade.None)
        {
            using var edge = new SKPaint
            {
                Style = SKPaintStyle.Stroke, StrokeWidth = 0.9f, IsAntialias = true, StrokeJoin = SKStrokeJoin.Round,
                Color = Palette.Shift(part.Colour ?? main, -0.55f).WithAlpha(130),
            };
            canvas.DrawPath(part.Path, edge);
        }
    }

    private SKShader Light(SKRect bounds, Shade shade)
    {
        SKColor White(int alpha) => new(255, 255, 255, (byte)Math.Clamp(alpha * contrast, 0, 255));
        SKColor Black(int alpha) => new(0, 0, 0, (byte)Math.Clamp(alpha * contrast, 0, 255));
        float Side(float share) => lit < 0 ? bounds.Left + (bounds.Width * share) : bounds.Right - (bounds.Width * share);
        return shade switch
        {
            Shade.Cylinder => SKShader.CreateLinearGradient(
                new SKPoint(Side(0), 0), new SKPoint(Side(1), 0), [Black(50), White(20), White(75), White(0), Black(30), Black(95)], [0, 0.12f, 0.28f, 0.5f, 0.75f, 1], SKShaderTileMode.Clamp),
            Shade.Ball => SKShader.CreateRadialGradient(
                new SKPoint(Side(0.33f), bounds.Top + (bounds.Height * 0.28f)), Math.Max(bounds.Width, bounds.Height) * 0.78f,
                [White(85), White(15), Black(15), Black(95)], [0, 0.35f, 0.6f, 1], SKShaderTileMode.Clamp),
            _ => SKShader.CreateLinearGradient(
                new SKPoint(Side(0), bounds.Top), new SKPoint(Side(1), bounds.Bottom), [White(40), White(0), Black(55)], [0, 0.45f, 1], SKShaderTileMode.Clamp),
        };
    }
}
