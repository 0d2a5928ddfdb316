using System.Buffers.Binary;
using Cluster.Domain.Outcomes;
using Cluster.TestSupport;

namespace Cluster.Imaging.Tests;

public sealed class BadImageTests
{
    private static PreprocessResult Run(byte[] bytes) =>
        Goldens.Preprocessor.Preprocess(bytes, Goldens.Clip, new byte[224 * 224 * 3], TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("empty.jpg", FailureKind.NotAnImage)]
    [InlineData("text.jpg", FailureKind.NotAnImage)]
    [InlineData("truncated.jpg", FailureKind.Truncated)]
    [InlineData("truncated.png", FailureKind.Truncated)]
    public void Bad_image_is_refused_with_its_reason(string name, FailureKind expected) =>
        Assert.Equal(expected, Run(Goldens.Image("bad/" + name)).Failure?.Kind);

    [Theory]
    [InlineData(30_000, 30_000, FailureKind.TooManyPixels)]
    [InlineData(50_000, 10, FailureKind.ExtremeAspect)]
    public void Png_beyond_a_limit_is_refused_by_its_header(int width, int height, FailureKind expected)
    {
        var bytes = Goldens.Image("exact_224.png");
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc32(bytes.AsSpan(12, 17)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(expected, Run(bytes).Failure?.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void No_hostile_file_throws()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("badimages"), "*", SearchOption.AllDirectories))
        {
            var result = Run(File.ReadAllBytes(file));
            Assert.True(result.Failure is null || result.Failure.Kind.IsQuarantineReason(), file);
        }
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
