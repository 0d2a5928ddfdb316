using SkiaSharp;

namespace Cluster.SampleCatalogue.Drawing;

/// <summary>One outline of a product, in object units (the product fills about -50..50 both ways, y down).</summary>
/// <param name="Path">The outline.</param>
/// <param name="Colour">The colour of trim such as wood, metal or rubber; null for the material that carries the product's colour and pattern.</param>
/// <param name="Shade">How light falls on it.</param>
/// <param name="Dim">How much darker than its colour it is, 0 to 1: an inner side, a part that lies behind.</param>
internal sealed record Part(SKPath Path, SKColor? Colour, Shade Shade, float Dim);
