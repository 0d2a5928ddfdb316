using System.Buffers.Binary;
using Cluster.Domain.Outcomes;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Tests;

public sealed class BadImageTests
{
    private readonly ImagePreprocessor _preprocessor = new(Options.Create(new ImagingOptions()));

    [Theory]
    [InlineData("empty.jpg", FailureKind.NotAnImage)]
    [InlineData("text.jpg", FailureKind.NotAnImage)]
    [InlineData("truncated.jpg", FailureKind.Truncated)]
    [InlineData("truncated.png", FailureKind.Truncated)]
    public void Bad_file_fails_for_its_right_reason(string file, FailureKind expected) =>
        Assert.Equal(expected, Preprocess(File.ReadAllBytes(SharedData.Path("goldens", "images", "bad", file))).Failure?.Kind);

    [Fact]
    public void Gigantic_png_is_refused_from_its_header()
    {
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(FailureKind.TooManyPixels, Preprocess(PngHeader(30_000, 30_000)).Failure?.Kind);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
    }

    [Fact]
    public void Long_thin_png_is_refused_from_its_header() =>
        Assert.Equal(FailureKind.ExtremeAspect, Preprocess(PngHeader(50_000, 10)).Failure?.Kind);

    private PreprocessResult Preprocess(byte[] bytes)
    {
        var spec = GoldenCrops.Clip(224, 224);
        return _preprocessor.Preprocess(bytes, spec, new byte[_preprocessor.TileBytes(spec)], TestContext.Current.CancellationToken);
    }

    private static byte[] PngHeader(int width, int height)
    {
        var header = new byte[17];
        "IHDR"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), height);
        header[12] = 8;
        header[13] = 2;
        return [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. header, .. Crc(header), 0, 0, 0, 0, .. "IDAT"u8, .. Crc("IDAT"u8.ToArray())];
    }

    private static byte[] Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~crc);
        return bytes;
    }
}
