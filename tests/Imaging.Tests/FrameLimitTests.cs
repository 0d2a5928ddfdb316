using System.Buffers.Binary;
using Cluster.Domain.Outcomes;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Tests;

/// <summary>Frames are counted before anything is decoded.</summary>
public sealed class FrameLimitTests
{
    private const int Most = 10;

    private static readonly ImagePreprocessor Preprocessor = new(Options.Create(new ImagingOptions { MaxFrames = Most }));

    [Theory]
    [InlineData("gif")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("tiff")]
    [InlineData("big-tiff")]
    public void File_of_too_many_frames_is_refused_by_its_structure_and_one_of_as_many_as_allowed_is_not(string format)
    {
        Assert.Equal(FailureKind.TooManyFrames, Run(Frames(format, Most + 1)));
        Assert.NotEqual(FailureKind.TooManyFrames, Run(Frames(format, Most)));
        Assert.Equal(FailureKind.TooManyFrames, Run(Frames(format, 100_000)));
    }

    [Fact]
    public void Gif_and_png_of_as_many_frames_as_allowed_are_decoded()
    {
        Assert.Null(Run(Frames("gif", Most)));
        Assert.Null(Run(Frames("png", Most)));
    }

    [Fact]
    public void Tiff_whose_pages_lead_in_a_circle_is_counted_once()
    {
        var tiff = Frames("tiff", 3);
        BinaryPrimitives.WriteUInt32LittleEndian(tiff.AsSpan(8 + (2 * 6) + 2), 8);
        Assert.NotEqual(FailureKind.TooManyFrames, Run(tiff));
    }

    private static FailureKind? Run(byte[] bytes) =>
        Preprocessor.Preprocess(bytes, Goldens.Clip, new byte[224 * 224 * 3], TestContext.Current.CancellationToken).Failure?.Kind;

    private static byte[] Frames(string format, int count)
    {
        using var file = new MemoryStream();
        switch (format)
        {
            case "gif":
                // A picture of one pixel, so many times: descriptor, palette of two, codes clear, 0, end.
                file.Write([.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0]);
                for (var i = 0; i < count; i++)
                {
                    file.Write([(byte)',', 0, 0, 0, 0, 1, 0, 1, 0, 0x80, 0, 0, 0, 255, 255, 255, 2, 2, 0x44, 0x01, 0]);
                }

                file.WriteByte((byte)';');
                break;
            case "png":
                var png = Goldens.Image("exact_224.png");
                var chunk = new byte[20];
                BinaryPrimitives.WriteInt32BigEndian(chunk, 8);
                "acTL"u8.CopyTo(chunk.AsSpan(4));
                BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(8), count);
                BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(16), TinyPng.Checksum(chunk.AsSpan(4, 12)));
                file.Write(png.AsSpan(0, 33));
                file.Write(chunk);
                file.Write(png.AsSpan(33));
                break;
            case "webp":
                file.Write([.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
                for (var i = 0; i < count; i++)
                {
                    file.Write([.. "ANMF"u8, 16, 0, 0, 0, .. new byte[16]]);
                }

                break;
            default:
                // Directories without an entry, each with the place of the next.
                var isBig = format == "big-tiff";
                file.Write(isBig ? [.. "II"u8, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0] : [.. "II"u8, 42, 0, 8, 0, 0, 0]);
                var (head, each) = isBig ? (16, 16) : (8, 6);
                for (var i = 0; i < count; i++)
                {
                    var directory = new byte[each];
                    BinaryPrimitives.WriteUInt32LittleEndian(directory.AsSpan(isBig ? 8 : 2), i + 1 < count ? (uint)(head + ((i + 1) * each)) : 0);
                    file.Write(directory);
                }

                file.Write(new byte[32]);
                break;
        }

        return file.ToArray();
    }
}
