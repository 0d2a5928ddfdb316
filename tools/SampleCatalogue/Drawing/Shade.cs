namespace Cluster.SampleCatalogue.Drawing;

/// <summary>How light falls on a part.</summary>
public enum Shade
{
    /// <summary>Cloth or board: a faint gradient from the lit side to the other.</summary>
    Flat,

    /// <summary>An upright cylinder: a highlight near the lit side, dark edges.</summary>
    Cylinder,

    /// <summary>A ball or cushion: a radial highlight, dark rim.</summary>
    Ball,

    /// <summary>No shading and no edge: print, lenses, ticks.</summary>
    None,
}
