using System.Buffers.Binary;
using Cluster.Domain.Outcomes;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Tests;

public sealed class HostileImageTests
{
    public static TheoryData<string> Formats() =>
        ["photo_square.jpg", "jpeg_progressive_420.jpg", "png_rgba.png", "png_interlaced.png", "gif_animated.gif", "webp_lossy.webp", "webp_lossless_alpha.webp", "bmp24.bmp", "tiff_lzw.tif"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_cut_short_anywhere_is_truncated(string name)
    {
        var whole = Goldens.Image(name);
        foreach (var percent in (int[])[2, 10, 35, 60, 85, 97])
        {
            // Behind the first frame of an animation there is nothing that is read.
            var length = name == "gif_animated.gif" ? whole.Length * percent / 400 : whole.Length * percent / 100;
            Assert.Equal((percent, FailureKind.Truncated), (percent, Run(whole[..length]).Failure?.Kind));
        }
    }

    [Fact]
    public void Gif_of_a_huge_canvas_is_refused_by_its_header()
    {
        var gif = Goldens.Image("gif_animated.gif");
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), 60_000);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), 60_000);
        Assert.Equal(FailureKind.TooManyPixels, Run(gif).Failure?.Kind);
    }

    [Theory]
    [InlineData(60_000, 60_000, FailureKind.TooManyPixels)]
    [InlineData(60_000, 20, FailureKind.ExtremeAspect)]
    [InlineData(0, 20, FailureKind.NotAnImage)]
    [InlineData(-5, 20, FailureKind.NotAnImage)]
    [InlineData(20, int.MinValue, FailureKind.UnsupportedFormat)]
    [InlineData(2_000, 2_000, FailureKind.Truncated)]
    public void Bmp_header_that_lies_is_refused(int width, int height, FailureKind expected)
    {
        var bmp = Goldens.Image("bmp24.bmp");
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(22), height);
        Assert.Equal(expected, Run(bmp).Failure?.Kind);
    }

    [Fact]
    public void Decoding_stops_at_its_time_limit()
    {
        ImagePreprocessor preprocessor = new(Options.Create(new ImagingOptions { MaxDecodeTime = TimeSpan.FromSeconds(5) }), new Clock(static () => { }));
        var result = preprocessor.Preprocess(Goldens.Image("photo_landscape.jpg"), Goldens.Clip, new byte[224 * 224 * 3], TestContext.Current.CancellationToken);
        Assert.Equal((640, 427, FailureKind.TimedOut), (result.Width, result.Height, result.Failure?.Kind));
    }

    [Fact]
    public void Decoding_stops_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var asked = 0;
        ImagePreprocessor preprocessor = new(Options.Create(new ImagingOptions { MaxDecodeTime = TimeSpan.FromDays(1) }), new Clock(() =>
        {
            if (++asked == 4)
            {
                source.Cancel();
            }
        }));
        Assert.Throws<OperationCanceledException>(
            () => preprocessor.Preprocess(Goldens.Image("photo_landscape.jpg"), Goldens.Clip, new byte[224 * 224 * 3], source.Token));
        Assert.Equal(4, asked);
    }

    [Fact]
    public void PngSuite_is_read_but_for_its_corrupt_files()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("badimages", "pngsuite"), "*.png", SearchOption.AllDirectories))
        {
            // Names that begin with x are damaged on purpose; of these, one has a wrong checksum over pixels that are whole.
            var name = Path.GetFileName(file);
            FailureKind? expected = name[0] == 'x' && name is not "xcsn0g01.png" ? FailureKind.NotAnImage : null;
            Assert.Equal((name, expected), (name, Run(File.ReadAllBytes(file)).Failure?.Kind));
        }
    }

    private static PreprocessResult Run(byte[] bytes) =>
        Goldens.Preprocessor.Preprocess(bytes, Goldens.Clip, new byte[224 * 224 * 3], TestContext.Current.CancellationToken);

    /// <summary>A clock on which a second passes whenever it is looked at.</summary>
    private sealed class Clock(Action looked) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            looked();
            return _now++;
        }
    }
}
