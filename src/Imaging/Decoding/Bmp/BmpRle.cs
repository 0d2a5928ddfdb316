namespace Cluster.Imaging.Decoding.Bmp;

/// <summary>BMP's run-length coding of palette indices. What the codes leave out is index 0.</summary>
internal static class BmpRle
{
    /// <summary>Fills <paramref name="indices"/>, the rows in the order of the file; false when the data end before the picture does.</summary>
    public static bool Decode(ReadOnlySpan<byte> bytes, int at, int width, bool fourBits, Span<byte> indices)
    {
        indices.Clear();
        var (to, x) = (0, 0);
        while (to < indices.Length)
        {
            if (at + 2 > bytes.Length)
            {
                return false;
            }

            var (count, value) = (bytes[at], bytes[at + 1]);
            at += 2;
            if (count > 0)
            {
                var run = Math.Min(Math.Min(count, Math.Max(width - x, 0)), indices.Length - to);
                for (var i = 0; i < run; i++)
                {
                    indices[to + i] = !fourBits ? value : i % 2 == 0 ? (byte)(value >> 4) : (byte)(value & 15);
                }

                (to, x) = (to + run, x + run);
                continue;
            }

            switch (value)
            {
                case 0:
                    (to, x) = ((to + width - 1) / width * width, 0);
                    break;
                case 1:
                    return true;
                case 2 when at + 2 <= bytes.Length:
                    to += bytes[at] + (bytes[at + 1] * width);
                    (at, x) = (at + 2, to % width);
                    break;
                case 2:
                    return false;
                default:
                    var stored = fourBits ? value / 2 : value;
                    if (at + stored > bytes.Length)
                    {
                        return false;
                    }

                    for (var i = 0; i < (fourBits ? stored * 2 : stored) && to < indices.Length; i++, to++)
                    {
                        indices[to] = !fourBits ? bytes[at + i] : i % 2 == 0 ? (byte)(bytes[at + (i / 2)] >> 4) : (byte)(bytes[at + (i / 2)] & 15);
                    }

                    x += value;
                    at += stored;
                    at += at & 1;
                    break;
            }
        }

        return true;
    }
}
