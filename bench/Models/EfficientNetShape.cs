namespace Cluster.Bench.Models;

/// <summary>The measures of an EfficientNet as ALIGN's image tower is one: without the last convolution, so that the embedding is the mean of the last map.</summary>
/// <param name="Image">Side of the picture in pixels.</param>
/// <param name="Width">How many times the channels of B0.</param>
/// <param name="Depth">How many times the blocks of B0, rounded up in each stage.</param>
public sealed record EfficientNetShape(int Image, double Width, double Depth) : IImageTower
{
    private const int Divisor = 8;

    // B0, which the others are multiples of.
    private static readonly (int Kernel, int In, int Out, int Stride, int Repeats, int Expansion)[] Stages =
    [
        (3, 32, 16, 1, 1, 1), (3, 16, 24, 2, 2, 6), (5, 24, 40, 2, 2, 6), (3, 40, 80, 2, 3, 6), (5, 80, 112, 1, 3, 6), (5, 112, 192, 2, 4, 6), (3, 192, 320, 1, 1, 6),
    ];

    /// <summary>ALIGN's: B7 on 289 pixels, 62 million weights.</summary>
    public static EfficientNetShape Align { get; } = new(289, 2.0, 3.1);

    /// <summary>Ten narrow blocks: for tests.</summary>
    public static EfficientNetShape Tiny { get; } = new(65, 0.2, 0.5);

    /// <summary>Channels of the first convolution.</summary>
    public int Stem => Channels(32);

    /// <summary>The map's side behind the first convolution, which halves it and pads one behind.</summary>
    public int StemSide => ((Image + 1 - 3) / 2) + 1;

    /// <summary>Floats of the embedding.</summary>
    public int Embedding => Channels(320);

    /// <summary>The blocks in their order.</summary>
    public IReadOnlyList<EfficientNetBlock> Blocks =>
    [
        .. from stage in Stages
           from i in Enumerable.Range(0, (int)Math.Ceiling(Depth * stage.Repeats))
           let @out = Channels(stage.Out)
           select new EfficientNetBlock(i == 0 ? Channels(stage.In) : @out, @out, stage.Kernel, i == 0 ? stage.Stride : 1, stage.Expansion, i > 0),
    ];

    /// <summary>Of all convolutions.</summary>
    public double Operations
    {
        get
        {
            var side = StemSide;
            var products = (double)side * side * 3 * 9 * Stem;
            foreach (var block in Blocks)
            {
                products += block.Products(side);
                side = block.SideAfter(side);
            }

            return 2 * products;
        }
    }

    /// <inheritdoc />
    public object Configuration => new
    {
        model_type = "align",
        projection_dim = Embedding,
        temperature_init_value = 1.0,
        vision_config = new { model_type = "align_vision_model", image_size = Image, width_coefficient = Width, depth_coefficient = Depth, depth_divisor = Divisor, pooling_type = "mean" },
    };

    /// <inheritdoc />
    public object Preprocessing => new
    {
        image_processor_type = "EfficientNetImageProcessor",
        size = new { height = Image * 6 / 5, width = Image * 6 / 5 },
        crop_size = new { height = Image, width = Image },
        do_center_crop = true,
        resample = 2,
        rescale_factor = 1 / 127.5,
        rescale_offset = true,
        do_normalize = false,
        include_top = false,
    };

    /// <inheritdoc />
    public byte[] Graph(Precision precision) => EfficientNet.Write(this, precision);

    // To the next multiple of eight, and one more where that takes more than a tenth away.
    private int Channels(int ofB0)
    {
        var wanted = ofB0 * Width;
        var rounded = Math.Max(Divisor, (int)(wanted + (Divisor / 2)) / Divisor * Divisor);
        return rounded < 0.9 * wanted ? rounded + Divisor : rounded;
    }
}
