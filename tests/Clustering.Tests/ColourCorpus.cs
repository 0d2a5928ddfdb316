using System.Globalization;
using Cluster.ProbedSilo;
using Cluster.TestSupport;

namespace Cluster.Clustering.Tests;

/// <summary>Pictures of one colour each, every one another, some of them broken; the key tells the colour.</summary>
internal static class ColourCorpus
{
    /// <summary>Every so manieth picture is broken.</summary>
    public const int BrokenEvery = 500;

    /// <summary>Writes <paramref name="count"/> pictures.</summary>
    public static void Create(string folder, int count)
    {
        for (var first = 0; first < count; first += 1_000)
        {
            Directory.CreateDirectory(Path.Combine(folder, Shelf(first)));
        }

        Parallel.For(0, count, i =>
        {
            var (red, green, blue) = ColourOf(i);
            File.WriteAllBytes(Path.Combine(folder, KeyOf(i)), IsBroken(i) ? [1, 2, 3] : TinyPng.OfColour(8, 8, red, green, blue));
        });
    }

    public static int Broken(int count) => (count + BrokenEvery - 1) / BrokenEvery;

    public static bool IsBroken(int index) => index % BrokenEvery == 0;

    public static string KeyOf(int index) => $"{Shelf(index)}/{index:D6}.png";

    public static int IndexOf(string key) => int.Parse(key.AsSpan(key.LastIndexOf('/') + 1, 6), CultureInfo.InvariantCulture);

    public static string TextOf(int index)
    {
        var (red, green, blue) = ColourOf(index);
        return $"{red} {green} {blue}";
    }

    /// <summary>The cosine of two pictures' embeddings.</summary>
    public static float Cosine(int one, int other)
    {
        Span<float> a = stackalloc float[PrismModel.Dimension], b = stackalloc float[PrismModel.Dimension];
        Prism.Encode(TextOf(one), a);
        Prism.Encode(TextOf(other), b);
        return System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
    }

    private static (byte Red, byte Green, byte Blue) ColourOf(int index) => ((byte)(index >> 16), (byte)(index >> 8), (byte)index);

    private static string Shelf(int index) => $"{index / 1_000:D3}";
}
