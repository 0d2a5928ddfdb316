using Cluster.SampleCatalogue.Drawing;
using Cluster.SampleCatalogue.Items;

namespace Cluster.SampleCatalogue.Shapes;

/// <summary>The shape of every kind.</summary>
internal static class ProductShapes
{
    /// <summary>The shape of a kind.</summary>
    public static IProductShape Of(ProductKind kind) => kind switch
    {
        ProductKind.Mug => new MugShape(),
        ProductKind.TShirt => new TShirtShape(),
        ProductKind.Dress => new DressShape(),
        ProductKind.Sneaker => new SneakerShape(),
        ProductKind.Boot => new BootShape(),
        ProductKind.Backpack => new BackpackShape(),
        ProductKind.Lamp => new LampShape(),
        ProductKind.Chair => new ChairShape(),
        ProductKind.Clock => new ClockShape(),
        ProductKind.Hat => new HatShape(),
        ProductKind.Scarf => new ScarfShape(),
        ProductKind.Bottle => new BottleShape(),
        ProductKind.Watch => new WatchShape(),
        ProductKind.Glasses => new GlassesShape(),
        ProductKind.Sofa => new SofaShape(),
        ProductKind.Book => new BookShape(),
        ProductKind.Umbrella => new UmbrellaShape(),
        ProductKind.Teapot => new TeapotShape(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };
}
