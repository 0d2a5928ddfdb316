using System.Globalization;
using SkiaSharp;

namespace Cluster.SampleCatalogue.Drawing;

/// <summary>What a shape draws on: it collects outlines from back to front. Disposing it frees them.</summary>
internal sealed class Sketch(Random random, Palette palette) : IDisposable
{
    private readonly List<Part> _parts = [];

    /// <summary>The outlines, back to front.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>The product's colours, for trims that follow them.</summary>
    public Palette Palette => palette;

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float Between(double low, double high) => (float)(low + ((high - low) * random.NextDouble()));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>One of the given things.</summary>
    public T OneOf<T>(params ReadOnlySpan<T> things) => things[random.Next(things.Length)];

    /// <summary>A part of the material that carries the product's colour and pattern.</summary>
    public void Fabric(SKPath path, Shade shade, float dim = 0) => _parts.Add(new Part(path, null, shade, dim));

    /// <summary>A line of that material.</summary>
    public void FabricLine(FormattableString svg, float width, Shade shade, float dim = 0) => Fabric(Outline(Path(svg), width), shade, dim);

    /// <summary>A part in a colour of its own.</summary>
    public void Trim(SKPath path, SKColor colour, Shade shade = Shade.Flat) => _parts.Add(new Part(path, colour, shade, 0));

    /// <summary>A line in a colour of its own.</summary>
    public void TrimLine(FormattableString svg, float width, SKColor colour, Shade shade = Shade.None) => Trim(Outline(Path(svg), width), colour, shade);

    /// <summary>A path in SVG's path syntax.</summary>
    public static SKPath Path(FormattableString svg) => SKPath.ParseSvgPathData(svg.ToString(CultureInfo.InvariantCulture))
        ?? throw new InvalidOperationException($"not a path: {svg.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>An ellipse around a centre.</summary>
    public static SKPath Oval(float x, float y, float radiusX, float radiusY)
    {
        using var builder = new SKPathBuilder();
        builder.AddOval(new SKRect(x - radiusX, y - radiusY, x + radiusX, y + radiusY), SKPathDirection.Clockwise);
        return builder.Detach();
    }

    /// <summary>A rectangle with rounded corners.</summary>
    public static SKPath Box(float left, float top, float right, float bottom, float radius)
    {
        using var builder = new SKPathBuilder();
        builder.AddRoundRect(new SKRect(left, top, right, bottom), radius, radius, SKPathDirection.Clockwise);
        return builder.Detach();
    }

    /// <summary>The area that a pen of the given width covers along a path; the path is used up.</summary>
    public static SKPath Outline(SKPath path, float width)
    {
        using (path)
        using (var pen = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = width, StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round })
        {
            return pen.GetFillPath(path) ?? throw new InvalidOperationException("a line without an area");
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.Path.Dispose();
        }
    }
}
