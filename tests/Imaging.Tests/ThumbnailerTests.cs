using Cluster.Domain.Outcomes;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Imaging.Tests;

public sealed class ThumbnailerTests
{
    private static readonly Thumbnailer Thumbnailer = new ServiceCollection().AddImaging().BuildServiceProvider().GetRequiredService<Thumbnailer>();

    [Fact]
    public void Thumbnail_is_a_small_jpeg_of_the_same_shape()
    {
        var jpeg = Thumbnailer.Render(Goldens.Image("panorama_4000x300.jpg"), 200).OrThrow();
        var size = Goldens.Preprocessor.Preprocess(jpeg, Goldens.Clip, new byte[224 * 224 * 3], TestContext.Current.CancellationToken);
        Assert.Equal((200, 15, null), (size.Width, size.Height, size.Failure));
    }

    [Fact]
    public void Truncated_picture_has_no_thumbnail() =>
        Assert.Equal(FailureKind.Truncated, Thumbnailer.Render(Goldens.Image("bad/truncated.jpg"), 200).Failure?.Kind);
}
