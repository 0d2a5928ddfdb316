namespace Cluster.Grains.Encoders.Hosting;

/// <summary>
/// What a canary is asked: a picture that is the same on every machine, made for the tile of an encoder, and a text. The picture is a formula, so that it
/// tests the device and not the decoder; the text is digits, which every vocabulary has.
/// </summary>
internal static class CanaryPicture
{
    public const string Text = "12 100 200";

    /// <summary>Colours that run across the tile, with rings in them: no two rows or columns are alike.</summary>
    public static byte[] Tile(int width, int height)
    {
        var tile = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (across, down) = (x * 255 / Math.Max(1, width - 1), y * 255 / Math.Max(1, height - 1));
                var ring = ((across - 128) * (across - 128) / 64) + ((down - 96) * (down - 96) / 64);
                var at = ((y * width) + x) * 3;
                (tile[at], tile[at + 1], tile[at + 2]) = ((byte)across, (byte)((down + ring) % 256), (byte)(255 - (ring % 256)));
            }
        }

        return tile;
    }
}
