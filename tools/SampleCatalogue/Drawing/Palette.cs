using Cluster.SampleCatalogue.Items;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Drawing;

/// <summary>The colours of one product.</summary>
/// <param name="Main">The colour it is named after, within a small tolerance.</param>
/// <param name="Second">The colour of its pattern.</param>
internal sealed record Palette(SKColor Main, SKColor Second)
{
    /// <summary>Colours of trim.</summary>
    public static readonly SKColor Wood = new(0xB0, 0x84, 0x55), Metal = new(0xB9, 0xBE, 0xC4), Brass = new(0xC9, 0xA2, 0x4B),
        Rubber = new(0xF2, 0xEF, 0xE9), Ink = new(0x2B, 0x2B, 0x30), Paper = new(0xF6, 0xF1, 0xE4);

    /// <summary>The palette of a colour; <paramref name="random"/> moves hue, saturation and value a little.</summary>
    public static Palette Of(ProductColour colour, Random random)
    {
        var (main, second) = colour switch
        {
            ProductColour.Red => (0xD4202Au, 0xFBF4EAu),
            ProductColour.Orange => (0xF5821Fu, 0xFFF6E9u),
            ProductColour.Yellow => (0xF8D21Cu, 0xFFFDF3u),
            ProductColour.Green => (0x2E8B3Du, 0xF4F7E6u),
            ProductColour.Turquoise => (0x1FBFB8u, 0xF3FBFAu),
            ProductColour.Blue => (0x1F55C9u, 0xF1F5FDu),
            ProductColour.Purple => (0x7B34A8u, 0xF5EEFAu),
            ProductColour.Pink => (0xF58BB4u, 0xFFF5F8u),
            ProductColour.Brown => (0x74431Fu, 0xF0DFC2u),
            ProductColour.Black => (0x1D1D21u, 0xE9D9A8u),
            ProductColour.White => (0xF8F8F6u, 0x4A62A8u),
            ProductColour.Grey => (0x858A91u, 0xEDEFF1u),
            _ => throw new ArgumentOutOfRangeException(nameof(colour), colour, "no such colour"),
        };
        return new Palette(Jitter(Opaque(main), random), Opaque(second));
    }

    /// <summary>A colour mixed with black (amount below 0) or white (above 0); amount -1 to 1.</summary>
    public static SKColor Shift(SKColor colour, float amount)
    {
        var target = amount < 0 ? 0f : 255f;
        var weight = Math.Abs(amount);
        byte Channel(byte value) => (byte)Math.Clamp(value + ((target - value) * weight), 0, 255);
        return new SKColor(Channel(colour.Red), Channel(colour.Green), Channel(colour.Blue), colour.Alpha);
    }

    private static SKColor Opaque(uint rgb) => new(0xFF000000u | rgb);

    private static SKColor Jitter(SKColor colour, Random random)
    {
        colour.ToHsv(out var hue, out var saturation, out var value);
        var around = (float)((random.NextDouble() * 2) - 1);
        hue = (hue + (around * 4) + 360) % 360;
        saturation = Math.Clamp(saturation * (float)(0.93 + (0.12 * random.NextDouble())), 0, 100);
        value = Math.Clamp(value * (float)(0.94 + (0.1 * random.NextDouble())), 0, 100);
        return SKColor.FromHsv(hue, saturation, value);
    }
}
