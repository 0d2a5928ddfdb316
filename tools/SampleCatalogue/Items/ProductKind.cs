namespace Cluster.SampleCatalogue.Items;

/// <summary>What is pictured. The order is part of how a seed maps to a catalogue: append only.</summary>
public enum ProductKind
{
    Mug,
    TShirt,
    Dress,
    Sneaker,
    Boot,
    Backpack,
    Lamp,
    Chair,
    Clock,
    Hat,
    Scarf,
    Bottle,
    Watch,
    Glasses,
    Sofa,
    Book,
    Umbrella,
    Teapot,
}
