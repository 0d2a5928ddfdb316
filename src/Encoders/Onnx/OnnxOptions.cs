using Cluster.Encoders.Manifests;

namespace Cluster.Encoders.Onnx;

/// <summary>How ONNX Runtime is used.</summary>
public sealed record OnnxOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Onnx";

    /// <summary>Passes side by side at most: beyond, buffers and threads cost more than they bring.</summary>
    internal const int MostPasses = 64;

    /// <summary>What runs the graphs: auto, cpu, cuda or tensorrt. Default: auto.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>The GPU, 0 to 63. Default: 0.</summary>
    public int DeviceId { get; init; }

    /// <summary>GPU memory in MiB that a session may take; 0 for no limit. Default: 0.</summary>
    public int GpuMemoryLimitMiB { get; init; }

    /// <summary>Whether TensorRT may compute in 16 bits. Another variant, so that the parity gate must have passed it. Default: false.</summary>
    public bool Fp16 { get; init; }

    /// <summary>Where TensorRT keeps its built engines; building one takes minutes. Default: none kept.</summary>
    public string? EngineCacheFolder { get; init; }

    /// <summary>Which files are loaded, for all encoders: fp32, fp16 or int8. Default: fp32.</summary>
    public ModelPrecision Precision { get; init; }

    /// <summary>The same for single encoders, by folder name. Default: none.</summary>
    public IDictionary<string, ModelPrecision> Precisions { get; init; } = new Dictionary<string, ModelPrecision>();

    /// <summary>Threads inside an operator, 0 to 1,024; 0 for one an allowed processor (cgroup quota and affinity are heeded). Default: 0.</summary>
    public int IntraOpThreads { get; init; }

    /// <summary>
    /// Forward passes of an image tower that run side by side on the processor, 1 to 64, each with its part of the threads. Two passes of one thread
    /// do more than one pass of two, and decoding finds the gaps; a GPU has one. Default: what was tuned for this machine, else 2.
    /// </summary>
    public int? Passes { get; init; }

    /// <summary>
    /// Whether idle threads spin for the next operator: faster, and takes the processors from whoever shares them. Default: for image towers on the
    /// processor what was tuned for this machine, else true.
    /// </summary>
    public bool? Spinning { get; init; }

    /// <summary>How far graphs are rewritten: none, basic, extended or all. Default: for image towers on the processor what was tuned for this machine, else all.</summary>
    public GraphOptimization? GraphOptimization { get; init; }

    /// <summary>
    /// Whether memory of the processor is taken from an arena, which keeps it for the next pass. Default: for image towers on the processor what was tuned
    /// for this machine, else true.
    /// </summary>
    public bool? Arena { get; init; }

    /// <summary>
    /// Whether the threads of an operator take its work in ever smaller blocks, so that one that was held up is waited for less. Default: for image towers on
    /// the processor what was tuned for this machine, else false.
    /// </summary>
    public bool? DynamicBlocks { get; init; }

    /// <summary>
    /// Images of a forward pass of an image tower on the processor at most, 1 to 4,096, where that is less than <see cref="MaxBatch"/>. Default: what was tuned
    /// for this machine, else <see cref="MaxBatch"/>.
    /// </summary>
    public int? Batch { get; init; }

    /// <summary>Images of a forward pass at most, 1 to 4,096. Default: 64.</summary>
    public int MaxBatch { get; init; } = 64;

    /// <summary>Texts of a forward pass at most, 1 to 4,096; more are encoded in several passes. Default: 64.</summary>
    public int MaxTextBatch { get; init; } = 64;

    /// <summary>
    /// Batch sizes that a GPU sees, rising; a batch is filled up to the next one, so that few shapes are planned for. Default: empty, for powers of
    /// two on a GPU; on the processor a batch is as large as it comes, unless sizes are given.
    /// </summary>
    public IList<int> BatchBuckets { get; init; } = [];
}
