namespace Cluster.SampleCatalogue.Items;

/// <summary>The main colour of a product. Chosen so that no two are mistaken for each other under the catalogue's warm and cool lights.</summary>
public enum ProductColour
{
    Red,
    Orange,
    Yellow,
    Green,
    Turquoise,
    Blue,
    Purple,
    Pink,
    Brown,
    Black,
    White,
    Grey,
}
