using NetVips;

namespace Cluster.Imaging.Tests;

public sealed class FastDecodeTests
{
    private static readonly PreprocessingSpec Fast = Goldens.Clip with { Decode = DecodeMode.Fast };

    [Fact]
    public void Fast_mode_is_another_preprocessing_and_so_another_space()
    {
        // The space id hashes the spec's text.
        Assert.NotEqual(Goldens.Clip, Fast);
        Assert.NotEqual(Goldens.Clip.ToString(), Fast.ToString());
        Assert.NotEqual(Goldens.Clip.ToString(), (Goldens.Clip with { AutoOrient = true }).ToString());
    }

    [Theory]
    [InlineData("photo_landscape.jpg", 4, true)]
    [InlineData("photo_landscape.jpg", 9, true)]
    [InlineData("jpeg_gray.jpg", 8, true)]
    [InlineData("jpeg_cmyk_adobe.jpg", 8, true)]
    [InlineData("photo_landscape.jpg", 1, false)]
    [InlineData("photo_landscape.jpg", 2, false)]
    public void Fast_mode_shrinks_only_what_stays_twice_the_target(string name, int enlargement, bool shrinks)
    {
        using var small = Image.NewFromBuffer(Goldens.Image(name));
        using var large = small.Resize(enlargement);
        var jpeg = large.JpegsaveBuffer(q: 90);
        var (exact, fast) = (new byte[224 * 224 * 3], new byte[224 * 224 * 3]);
        var exactly = Goldens.Preprocessor.Preprocess(jpeg, Goldens.Clip, exact, TestContext.Current.CancellationToken);
        var quickly = Goldens.Preprocessor.Preprocess(jpeg, Fast, fast, TestContext.Current.CancellationToken);
        Assert.Equal(new PreprocessResult(large.Width, large.Height, null), quickly);
        Assert.Equal(exactly, quickly);
        Assert.Equal(shrinks, !exact.AsSpan().SequenceEqual(fast));
        Assert.InRange(exact.Zip(fast, static (a, b) => Math.Abs(a - b)).Average(), 0, 2);
    }

    [Fact]
    public void Fast_mode_changes_nothing_but_jpeg()
    {
        using var small = Image.NewFromBuffer(Goldens.Image("photo_landscape.jpg"));
        using var large = small.Resize(4);
        var png = large.PngsaveBuffer();
        var (exact, fast) = (new byte[224 * 224 * 3], new byte[224 * 224 * 3]);
        Goldens.Preprocessor.Preprocess(png, Goldens.Clip, exact, TestContext.Current.CancellationToken);
        Goldens.Preprocessor.Preprocess(png, Fast, fast, TestContext.Current.CancellationToken);
        Assert.Equal(exact, fast);
    }
}
