namespace Cluster.Encoders.Sharding;

/// <summary>How much a shard lets wait.</summary>
public sealed record EncoderShardOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Shard";

    /// <summary>A bulk pass on a GPU, which holds tens of images by then.</summary>
    public static readonly TimeSpan DeviceSlice = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// A bulk pass on the processor: 50 ms is less than one image of a ViT-B/32, and images one by one cost an eighth more than several together.
    /// </summary>
    public static readonly TimeSpan ProcessorSlice = TimeSpan.FromMilliseconds(250);

    /// <summary>Queries that may wait; one more is refused as overloaded. Default: 256.</summary>
    public int QueryQueue { get; init; } = 256;

    /// <summary>Bulk batches that may wait; the next one waits outside. Default: 4.</summary>
    public int BulkQueue { get; init; } = 4;

    /// <summary>Texts of waiting queries that are encoded in one pass. Default: 32.</summary>
    public int TextBatch { get; init; } = 32;

    /// <summary>
    /// How long a bulk pass may take, so that a query waits for no more than that, 1 ms to 10 s; a single image may take longer. Default: none, for
    /// <see cref="DeviceSlice"/> on a GPU and <see cref="ProcessorSlice"/> on the processor.
    /// </summary>
    public TimeSpan? BulkSlice { get; init; }

    /// <summary>How long a pass may take that pictures of several queries share, 1 ms to 10 s; a single image may take longer. Default: 50 ms.</summary>
    public TimeSpan QuerySlice { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How long texts wait for other texts, and pictures for other pictures, to be encoded in the same pass, 0 to 1 s; only while several ask at the same
    /// time, so that one who asks alone never waits. Default: 2 ms.
    /// </summary>
    public TimeSpan QueryLinger { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long a bulk pass may take on a device, named as <see cref="IImageEncoder.Device"/> does.</summary>
    public TimeSpan BulkSliceOn(string device) => BulkSlice ?? (device.StartsWith("cpu", StringComparison.Ordinal) ? ProcessorSlice : DeviceSlice);
}
