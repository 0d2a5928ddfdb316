using Cluster.Imaging.Decoding.Vips;
using Cluster.TestSupport;

namespace Cluster.Imaging.Tests;

/// <summary>What decoding leaves behind: hardly any managed memory, no native memory.</summary>
[Collection(nameof(Alone))]
public sealed class DecodeMemoryTests
{
    private static readonly string[] Kinds =
    [
        "photo_landscape.jpg", "photo_portrait.jpg", "jpeg_cmyk_adobe.jpg", "jpeg_gray.jpg", "jpeg_progressive_420.jpg", "png_rgba.png", "png_palette.png",
        "png_gray16.png", "png_rgb16.png", "png_interlaced.png", "gif_transparent.gif", "gif_animated.gif", "webp_lossy.webp", "webp_lossless_alpha.webp",
        "bmp24.bmp", "tiff_lzw.tif", "exif_orientation_6.jpg",
    ];

    [Theory]
    [InlineData("open_clip")]
    [InlineData("hf_clip")]
    [InlineData("open_clip_after_exif_transpose")]
    public void A_picture_to_a_tensor_allocates_at_most_a_kilobyte(string variant)
    {
        var spec = Goldens.Spec(variant);
        foreach (var kind in Kinds)
        {
            Assert.True(AllocatedEach([Goldens.Image(kind)], spec) <= 1_024, kind);
        }
    }

    [Fact]
    public void Pictures_of_many_sizes_allocate_at_most_a_kilobyte_each()
    {
        // Different sizes need different weights: none may be kept or made anew.
        var photographs = Directory.EnumerateFiles(SharedData.Path("datasets", "clothing", "test"), "*.jpg", SearchOption.AllDirectories).Order().Take(60);
        Assert.InRange(AllocatedEach([.. photographs.Select(File.ReadAllBytes)], Goldens.Clip), 0, 1_024);
    }

    [Fact]
    public void Thousands_of_pictures_and_broken_files_leave_no_native_memory()
    {
        var bad = Directory.EnumerateFiles(SharedData.Path("badimages"), "*", SearchOption.AllDirectories).Order().Where(static (_, i) => i % 5 == 0);
        byte[][] files = [.. Kinds.Select(Goldens.Image), .. bad.Select(File.ReadAllBytes)];
        Run(files, 500);
        var (bytes, allocations, resident) = (VipsApi.TrackedBytes(), VipsApi.TrackedAllocations(), Environment.WorkingSet);
        Run(files, 2_000);
        Assert.Equal((bytes, allocations), (VipsApi.TrackedBytes(), VipsApi.TrackedAllocations()));

        // A lost picture of these would be some hundred kilobytes; what the heaps of the threads keep is far less than one in ten.
        Assert.InRange(Environment.WorkingSet - resident, long.MinValue, 48L << 20);
    }

    private static void Run(byte[][] files, int count)
    {
        var tile = new byte[224 * 224 * 3];
        for (var i = 0; i < count; i++)
        {
            Goldens.Preprocessor.Preprocess(files[i % files.Length], Goldens.Clip with { AutoOrient = i % 2 == 0 }, tile, CancellationToken.None);
        }
    }

    private static long AllocatedEach(byte[][] files, PreprocessingSpec spec)
    {
        const int Rounds = 5;
        var tile = new byte[Goldens.Preprocessor.TileBytes(spec)];
        var tensor = new float[tile.Length];
        Round();

        // The middle round: the collector may take pooled arrays away between two of them.
        var rounds = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Round();
            rounds[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return rounds.Order().ElementAt(Rounds / 2) / files.Length;

        void Round()
        {
            foreach (var file in files)
            {
                var result = Goldens.Preprocessor.Preprocess(file, spec, tile, CancellationToken.None);
                Assert.Null(result.Failure);
                TileNormalizer.Normalize(tile, 1, spec, tensor);
            }
        }
    }
}
