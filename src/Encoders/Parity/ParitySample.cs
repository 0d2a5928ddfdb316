using Cluster.Domain.Outcomes;
using Cluster.Imaging;

namespace Cluster.Encoders.Parity;

/// <summary>The pictures and texts that variants are compared on.</summary>
internal static class ParitySample
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"];

    /// <summary>Labels of many kinds; which of them fit does not matter, only whether both variants choose alike.</summary>
    public static IReadOnlyList<string> Labels { get; } =
    [
        "dress", "shirt", "trousers", "shoe", "hat", "bag", "watch", "chair", "lamp", "mug", "bottle", "phone", "car", "bicycle", "dog", "cat", "person", "face",
        "tree", "flower", "building", "street", "beach", "mountain", "food", "fruit", "book", "screenshot", "drawing", "pattern",
    ];

    /// <summary>Texts beside the labels: empty, long, of other scripts, of odd characters.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        .. Labels.Select(static label => $"a photo of a {label}."), "", "red", "a", "A LARGE RED DRESS WITH WHITE DOTS, SIZE 42", "café crème à Zürich", "ein grünes Kleid für den Sommer",
        "красное платье", "赤いドレス", "فستان أحمر", "👗 for the 🏖️", "3×£12, 50% off", string.Join(' ', Enumerable.Repeat("very long text about a shoe", 40)),
    ];

    /// <summary>Tiles of a folder's pictures, evenly chosen by name; pictures that cannot be read are passed over.</summary>
    /// <exception cref="FailureException">InvalidRequest when there are too few.</exception>
    public static byte[] OfFolder(IImagePreprocessor preprocessor, PreprocessingSpec spec, string folder, int images, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new FailureException(FailureKind.InvalidRequest, $"There is no folder '{folder}' on the silo that verifies.");
        }

        string[] files = [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
            .Where(static path => Endings.Contains(Path.GetExtension(path).ToLowerInvariant())).Order(StringComparer.Ordinal)];
        var size = preprocessor.TileBytes(spec);
        var tiles = new byte[Math.Min(images, files.Length) * (long)size];
        var count = 0;
        for (var i = 0; i < Math.Min(images, files.Length); i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = File.ReadAllBytes(files[(int)((long)i * files.Length / Math.Min(images, files.Length))]);
            if (preprocessor.Preprocess(bytes, spec, tiles.AsSpan(count * size, size), cancellationToken).Failure is null)
            {
                count++;
            }
        }

        return count >= ParityRequest.LeastImages
            ? tiles[..(count * size)]
            : throw new FailureException(FailureKind.InvalidRequest, $"'{folder}' holds {count} readable pictures; a comparison needs {ParityRequest.LeastImages} or more.");
    }

    /// <summary>Tiles made of shades, shapes and noise, the same every time.</summary>
    public static byte[] Generated(PreprocessingSpec spec, int images)
    {
        var random = new Random(20_260_101);
        var tiles = new byte[images * spec.Width * spec.Height * 3];
        for (var i = 0; i < images; i++)
        {
            Draw(tiles.AsSpan(i * spec.Width * spec.Height * 3, spec.Width * spec.Height * 3), spec.Width, spec.Height, random);
        }

        return tiles;
    }

    private static void Draw(Span<byte> tile, int width, int height, Random random)
    {
        Span<int> from = stackalloc int[3], to = stackalloc int[3], ink = stackalloc int[3];
        for (var c = 0; c < 3; c++)
        {
            (from[c], to[c], ink[c]) = (random.Next(256), random.Next(256), random.Next(256));
        }

        var (left, top, right, bottom) = (random.Next(width), random.Next(height), random.Next(width), random.Next(height));
        var (stripe, noise, isRound) = (random.Next(2, 40), random.Next(1, 60), random.Next(2) == 0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var isInside = isRound
                    ? ((x - left) * (x - left)) + ((y - top) * (y - top)) < (width * height / 16)
                    : x >= Math.Min(left, right) && x <= Math.Max(left, right) && y >= Math.Min(top, bottom) && y <= Math.Max(top, bottom);
                for (var c = 0; c < 3; c++)
                {
                    var shade = isInside && (x / stripe % 2 == 0) ? ink[c] : from[c] + ((to[c] - from[c]) * (x + y) / (width + height));
                    tile[(((y * width) + x) * 3) + c] = (byte)Math.Clamp(shade + random.Next(-noise, noise), 0, 255);
                }
            }
        }
    }
}
