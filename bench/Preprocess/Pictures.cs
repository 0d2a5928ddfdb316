using NetVips;

namespace Cluster.Bench.Preprocess;

/// <summary>JPEG files of the comparison, written to a folder of their own so that every program reads the same bytes.</summary>
internal sealed class Pictures : IDisposable
{
    private const int Count = 24;
    private const int Width = 640;
    private const int Height = 480;

    private Pictures(string folder, byte[][] files) => (Folder, Files) = (folder, files);

    public string Folder { get; }

    public byte[][] Files { get; }

    /// <summary>Photographs as they are; null when there are none.</summary>
    public static Pictures? Photographs(string source) => Directory.Exists(source) ? Store(Chosen(source).Take(Count).Select(File.ReadAllBytes)) : null;

    /// <summary>Pictures of 640x480: cut out of two photographs side by side, so that their detail is a camera's; made up where there are no photographs.</summary>
    public static Pictures Of640x480(string source)
    {
        var photographs = Directory.Exists(source) ? Chosen(source).Take(2 * Count).ToArray() : [];
        return Store(Enumerable.Range(0, Count).Select(i =>
        {
            using var picture = photographs.Length == 2 * Count ? Pair(photographs[2 * i], photographs[(2 * i) + 1]) : MadeUp(i);
            return picture.JpegsaveBuffer(q: 90, keep: Enums.ForeignKeep.None);
        }));
    }

    public static byte[] Pixels(byte[] jpeg, out int width, out int height)
    {
        using var image = Image.JpegloadBuffer(jpeg);
        (width, height) = (image.Width, image.Height);
        return image.WriteToMemory<byte>();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IEnumerable<string> Chosen(string source)
    {
        var all = Directory.GetFiles(source, "*.jpg", SearchOption.AllDirectories).Order().ToArray();
        return Enumerable.Range(0, Math.Min(all.Length, 2 * Count)).Select(i => all[i * all.Length / (2 * Count)]);
    }

    private static Image Pair(string left, string right)
    {
        using var a = Image.NewFromFile(left);
        using var b = Image.NewFromFile(right);
        using var joined = Image.Arrayjoin([a, b], across: 2, valign: Enums.Align.Centre);
        using var large = joined.ThumbnailImage(Width, height: Height, crop: Enums.Interesting.Centre, noRotate: true);
        return large.CopyMemory();
    }

    private static Image MadeUp(int seed)
    {
        var bands = Enumerable.Range(0, 3).Select(band =>
        {
            using var clouds = Image.Perlin(Width, Height, cellSize: 64, seed: (seed * 3) + band);
            using var noise = Image.Gaussnoise(Width, Height, sigma: 6, mean: 128, seed: (seed * 3) + band);
            return (clouds * 100) + noise;
        }).ToArray();
        using var joined = bands[0].Bandjoin(bands[1..]);
        using var cast = joined.Cast(Enums.BandFormat.Uchar);
        return cast.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static Pictures Store(IEnumerable<byte[]> pictures)
    {
        var folder = Directory.CreateTempSubdirectory("cluster-bench-").FullName;
        var files = pictures.ToArray();
        for (var i = 0; i < files.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i:D3}.jpg"), files[i]);
        }

        return new(folder, files);
    }
}
