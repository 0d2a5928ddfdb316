using Cluster.SampleCatalogue.Items;
using Cluster.TestSupport;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Tests;

public sealed class CatalogueRendererTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        var (one, other) = (_folder.Path("one"), _folder.Path("other"));
        CatalogueRenderer.Render(one, 40, 11);
        CatalogueRenderer.Render(other, 40, 11);

        Assert.Equal(Files(one), Files(other));
        Assert.All(Files(one), file => Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(other, file))));
    }

    [Fact]
    public void The_listing_names_exactly_the_pictures_there()
    {
        var made = CatalogueRenderer.Render(_folder.Root, 60, 3);

        Assert.Equal(made.Items.Select(i => i.Key), ListedKeys());
        Assert.Equal(ListedKeys().Order(StringComparer.Ordinal), PicturesThere());
        Assert.StartsWith("key,title,kind,colour,pattern,price,shop\n", File.ReadAllText(CatalogueLayout.Listing(_folder.Root)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_that_are_there_already_are_not_drawn_again()
    {
        CatalogueRenderer.Render(_folder.Root, 20, 3);
        File.Delete(CatalogueLayout.Image(_folder.Root, ListedKeys()[7]));

        Assert.Equal(1, CatalogueRenderer.Render(_folder.Root, 20, 3).Drawn);
        Assert.Equal(10, CatalogueRenderer.Render(_folder.Root, 30, 3).Drawn);
        Assert.Equal(0, CatalogueRenderer.Render(_folder.Root, 30, 3).Drawn);
    }

    [Fact]
    public void A_shorter_catalogue_takes_the_rest_away()
    {
        CatalogueRenderer.Render(_folder.Root, 30, 3);
        CatalogueRenderer.Render(_folder.Root, 12, 3);

        Assert.Equal(12, PicturesThere().Count);
        Assert.Equal(ListedKeys().Order(StringComparer.Ordinal), PicturesThere());
    }

    [Fact]
    public void A_folder_with_other_pictures_is_refused_and_left_alone()
    {
        var holiday = CatalogueLayout.Image(_folder.Root, "holiday.jpg");
        Directory.CreateDirectory(CatalogueLayout.Images(_folder.Root));
        File.WriteAllBytes(holiday, [1, 2, 3]);

        Assert.Throws<IOException>(() => CatalogueRenderer.Render(_folder.Root, 5, 3));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(holiday));
    }

    [Fact]
    public void Another_seed_replaces_every_picture()
    {
        CatalogueRenderer.Render(_folder.Root, 30, 3);
        var made = CatalogueRenderer.Render(_folder.Root, 25, 4);

        Assert.Equal(25, made.Drawn);
        Assert.Equal(ListedKeys().Order(StringComparer.Ordinal), PicturesThere());
        Assert.All(made.Items, item => Assert.Equal(CatalogueRenderer.RenderImage(item), File.ReadAllBytes(CatalogueLayout.Image(_folder.Root, item.Key))));
    }

    [Fact]
    public void A_cancelled_rendering_leaves_no_listing_and_goes_on_later()
    {
        using var stop = new CancellationTokenSource();
        var seen = new Stopper(stop, after: 10);

        Assert.ThrowsAny<OperationCanceledException>(() => CatalogueRenderer.Render(_folder.Root, 400, 3, seen, cancellationToken: stop.Token));
        Assert.False(File.Exists(CatalogueLayout.Listing(_folder.Root)));

        var there = PicturesThere().Count;
        Assert.InRange(there, 10, 399);
        Assert.Equal(400 - there, CatalogueRenderer.Render(_folder.Root, 400, 3).Drawn);
    }

    [Fact]
    public void Pictures_of_an_interrupted_rendering_do_not_stay_in_the_next_catalogue()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            CatalogueRenderer.Render(_folder.Root, 400, 3, new Stopper(stop, after: 10), cancellationToken: stop.Token));

        CatalogueRenderer.Render(_folder.Root, 5, 4);

        Assert.Equal(ListedKeys().Order(StringComparer.Ordinal), PicturesThere());
    }

    [Fact]
    public void Every_kind_in_every_pattern_is_a_picture_of_224_to_320_pixels()
    {
        var items = CataloguePlan.Items(Combination.All.Count, 8).Where(i => i.Combination.Colour is ProductColour.White or ProductColour.Black);

        Assert.All(items, item =>
        {
            using var picture = SKBitmap.Decode(CatalogueRenderer.RenderImage(item));
            Assert.InRange(picture.Width, 224, 320);
            Assert.InRange(picture.Height, 224, 320);
            Assert.True(picture.Pixels.Distinct().Count() > 200, $"{item.Title} is nearly empty");
        });
    }

    private List<string> PicturesThere() =>
        [.. Files(CatalogueLayout.Images(_folder.Root)).Select(path => path.Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)];

    private IReadOnlyList<string> ListedKeys() => CatalogueListing.ReadKeys(File.ReadAllText(CatalogueLayout.Listing(_folder.Root)));

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];

    private sealed class Stopper(CancellationTokenSource source, int after) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value >= after)
            {
                source.Cancel();
            }
        }
    }
}
