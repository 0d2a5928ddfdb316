using Cluster.SampleCatalogue.Items;
using SkiaSharp;

namespace Cluster.SampleCatalogue;

/// <summary>Many pictures of a catalogue on one page, to be looked at.</summary>
public static class ContactSheet
{
    /// <summary>A PNG of the first items, <paramref name="columns"/> a row, each <paramref name="cell"/> pixels a side.</summary>
    /// <exception cref="FileNotFoundException">A picture is not in the folder.</exception>
    public static byte[] Png(string folder, IReadOnlyList<CatalogueItem> items, int columns = 12, int cell = 128)
    {
        var rows = (items.Count + columns - 1) / columns;
        using var surface = SKSurface.Create(new SKImageInfo(columns * cell, Math.Max(1, rows) * cell));
        surface.Canvas.Clear(SKColors.White);
        for (var i = 0; i < items.Count; i++)
        {
            using var picture = SKImage.FromEncodedData(CatalogueLayout.Image(folder, items[i].Key));
            var shrink = (cell - 4f) / Math.Max(picture.Width, picture.Height);
            var (x, y) = ((i % columns * cell) + (cell / 2f), (i / columns * cell) + (cell / 2f));
            var (halfWidth, halfHeight) = (picture.Width * shrink / 2, picture.Height * shrink / 2);
            surface.Canvas.DrawImage(
                picture, new SKRect(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 90);
        return data.ToArray();
    }
}
