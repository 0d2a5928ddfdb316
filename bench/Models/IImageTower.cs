namespace Cluster.Bench.Models;

/// <summary>An image tower of some size, whose folder and graphs can be written.</summary>
public interface IImageTower
{
    /// <summary>Side of the picture in pixels.</summary>
    int Image { get; }

    /// <summary>Multiplications and additions of one picture, two a product.</summary>
    double Operations { get; }

    /// <summary>What <c>config.json</c> says.</summary>
    object Configuration { get; }

    /// <summary>What <c>preprocessor_config.json</c> says.</summary>
    object Preprocessing { get; }

    /// <summary>The graph: pixel_values [batch, 3, side, side] to image_embeds [batch, embedding].</summary>
    byte[] Graph(Precision precision);
}
