namespace Cluster.Bench.Models;

/// <summary>The measures of a vision transformer.</summary>
/// <param name="Image">Side of the picture in pixels.</param>
/// <param name="Patch">Side of a patch.</param>
/// <param name="Width">Floats of a token.</param>
/// <param name="Layers">Blocks.</param>
/// <param name="Heads">Attention heads of a block.</param>
/// <param name="Embedding">Floats of the embedding.</param>
public sealed record TransformerShape(int Image, int Patch, int Width, int Layers, int Heads, int Embedding) : IImageTower
{
    /// <summary>CLIP's ViT-B/32: 88 million weights.</summary>
    public static TransformerShape B32 { get; } = new(224, 32, 768, 12, 12, 512);

    /// <summary>CLIP's ViT-L/14.</summary>
    public static TransformerShape L14 { get; } = new(224, 14, 1024, 24, 16, 768);

    /// <summary>OpenCLIP's ViT-H/14.</summary>
    public static TransformerShape H14 { get; } = new(224, 14, 1280, 32, 16, 1024);

    /// <summary>A few milliseconds a batch: for tests.</summary>
    public static TransformerShape Tiny { get; } = new(32, 16, 32, 2, 2, 16);

    /// <summary>Patches of a picture and the class token.</summary>
    public int Tokens => ((Image / Patch) * (Image / Patch)) + 1;

    /// <summary>Of matrices and attention.</summary>
    public double Operations => 2.0 * (
        ((double)Tokens * Layers * 12 * Width * Width) + (2.0 * Layers * Tokens * Tokens * Width) + ((double)(Tokens - 1) * 3 * Patch * Patch * Width) + ((double)Width * Embedding));

    /// <inheritdoc />
    public object Configuration => new { model_type = "clip", projection_dim = Embedding, logit_scale = 4.6052 };

    /// <inheritdoc />
    public object Preprocessing => new
    {
        image_processor_type = "CLIPImageProcessor",
        size = new { shortest_edge = Image },
        crop_size = new { height = Image, width = Image },
        do_center_crop = true,
        resample = 3,
        image_mean = (double[])[0.48145466, 0.4578275, 0.40821073],
        image_std = (double[])[0.26862954, 0.26130258, 0.27577711],
    };

    /// <inheritdoc />
    public byte[] Graph(Precision precision) => VisionTransformer.Write(this, precision);
}
