using Cluster.SampleCatalogue.Items;

namespace Cluster.SampleCatalogue;

/// <summary>What a call of <see cref="CatalogueRenderer.Render"/> did.</summary>
/// <param name="Items">The items of the catalogue, in the order of <c>catalogue.csv</c>.</param>
/// <param name="Drawn">Pictures that were drawn by this call; the others were there already.</param>
public sealed record CatalogueRendering(IReadOnlyList<CatalogueItem> Items, int Drawn);
