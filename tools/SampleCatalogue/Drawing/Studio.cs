using SkiaSharp;

namespace Cluster.SampleCatalogue.Drawing;

/// <summary>What is behind a product: a plain sweep, a wall with a floor, a wooden table or a coloured backdrop.</summary>
internal static class Studio
{
    private static readonly uint[] Walls = [0xF3F1EC, 0xE9EBEE, 0xEFE6DA, 0xE3EAF0, 0xF0E4E2, 0xE2ECE2, 0xDCDDE2, 0xE8E2EE, 0xD9D2C6];
    private static readonly uint[] Floors = [0xD8D2C8, 0xC9CCD1, 0xC8B59C, 0xBFC7CC, 0xD3C3B8];

    /// <summary>
    /// Paints the background over all of the canvas. <paramref name="ground"/> is the height, in pixels, at which a standing product's foot is;
    /// <paramref name="dim"/> darkens the scene (pale products need a darker one).
    /// </summary>
    public static void Paint(SKCanvas canvas, SKSizeI size, float ground, float dim, Random random)
    {
        var wall = Palette.Shift(new SKColor(0xFF000000u | Walls[random.Next(Walls.Length)]), -dim);
        var floor = Palette.Shift(new SKColor(0xFF000000u | Floors[random.Next(Floors.Length)]), -dim);
        var lightX = (float)(size.Width * (0.2 + (0.6 * random.NextDouble())));
        using var paint = new SKPaint();
        using (paint.Shader = SKShader.CreateRadialGradient(
            new SKPoint(lightX, size.Height * 0.25f), size.Height * 1.1f, [Palette.Shift(wall, 0.35f), wall, Palette.Shift(wall, -0.14f)], [0, 0.5f, 1], SKShaderTileMode.Clamp))
        {
            canvas.DrawRect(0, 0, size.Width, size.Height, paint);
        }

        switch (random.Next(4))
        {
            case 0:
                Floor(canvas, size, ground - (size.Height * 0.10f), floor);
                break;
            case 1:
                var wood = Palette.Shift(new SKColor(0xC4, 0x9A, 0x6C), (float)(0.35 - (0.35 * random.NextDouble())) - dim);
                var horizon = ground - (size.Height * 0.12f);
                Floor(canvas, size, horizon, wood);
                Grain(canvas, size, horizon, wood, random);
                break;
            default:
                break;
        }
    }

    private static void Floor(SKCanvas canvas, SKSizeI size, float horizon, SKColor colour)
    {
        using var paint = new SKPaint();
        using (paint.Shader = SKShader.CreateLinearGradient(
            new SKPoint(0, horizon), new SKPoint(0, size.Height), [Palette.Shift(colour, -0.1f), Palette.Shift(colour, 0.18f)], SKShaderTileMode.Clamp))
        {
            canvas.DrawRect(0, horizon, size.Width, size.Height - horizon, paint);
        }
    }

    private static void Grain(SKCanvas canvas, SKSizeI size, float horizon, SKColor wood, Random random)
    {
        using var line = new SKPaint { Color = Palette.Shift(wood, -0.3f).WithAlpha(70), StrokeWidth = 1, IsAntialias = true };
        var middle = size.Width / 2f;
        for (var x = -size.Width; x < 2 * size.Width; x += 34 + random.Next(18))
        {
            canvas.DrawLine(middle + ((x - middle) * 0.75f), horizon, middle + ((x - middle) * 1.5f), size.Height, line);
        }
    }
}
