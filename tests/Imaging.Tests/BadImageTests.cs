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
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), TinyPng.Checksum(bytes.AsSpan(12, 17)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(expected, Run(bytes).Failure?.Kind);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Reasons_hold_while_many_pictures_fail_side_by_side()
    {
        var truncated = Goldens.Image("bad/truncated.jpg");
        var damaged = Goldens.Image("photo_square.jpg");
        damaged.AsSpan(2, 600).Fill(0x11);
        Parallel.For(0, 400, i => Assert.Equal(
            i % 2 == 0 ? FailureKind.Truncated : FailureKind.NotAnImage, Run(i % 2 == 0 ? truncated : damaged).Failure?.Kind));
    }

    [Fact]
    public void No_hostile_file_throws()
    {
        foreach (var file in Directory.EnumerateFiles(SharedData.Path("badimages"), "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var spec in (PreprocessingSpec[])[Goldens.Clip, Goldens.Align with { AutoOrient = true }])
            {
                var tile = new byte[Goldens.Preprocessor.TileBytes(spec)];
                var result = Goldens.Preprocessor.Preprocess(bytes, spec, tile, TestContext.Current.CancellationToken);
                Assert.True(result.Failure is null || result.Failure.Kind.IsQuarantineReason(), file);
            }
        }
    }
}
