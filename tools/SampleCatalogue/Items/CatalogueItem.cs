namespace Cluster.SampleCatalogue.Items;

/// <summary>A line of <c>catalogue.csv</c>.</summary>
/// <param name="Key">The picture's path below the images folder, '/' between segments; the blob key of the item.</param>
/// <param name="Title">What a shop would call it.</param>
/// <param name="Combination">Kind, colour and pattern.</param>
/// <param name="Price">Price in cents, above 0.</param>
/// <param name="Shop">Name of the shop that sells it.</param>
/// <param name="DrawingSeed">Seed of the picture: shape details, pose, scene, light and JPEG quality.</param>
public sealed record CatalogueItem(string Key, string Title, Combination Combination, int Price, string Shop, int DrawingSeed);
