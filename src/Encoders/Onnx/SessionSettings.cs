using System.Globalization;
using Cluster.Encoders.Tuning;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>What holds for a session: an option that is set, else what was tuned for this machine, else what is built in.</summary>
/// <param name="Passes">Runs side by side that the threads are divided among.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="Spinning">Whether idle threads spin.</param>
/// <param name="GraphOptimization">How far the graph is rewritten.</param>
/// <param name="Arena">Whether memory of the processor comes from an arena.</param>
/// <param name="DynamicBlocks">Whether the threads of an operator take its work in ever smaller blocks.</param>
/// <param name="Batch">Images of a pass at most.</param>
internal sealed record SessionSettings(int Passes, int Threads, bool Spinning, GraphOptimization GraphOptimization, bool Arena, bool DynamicBlocks, int Batch)
{
    private const int BuiltInPasses = 2;

    /// <summary>The first block of an operator is the work of a thread divided by so many; the value that ONNX Runtime's documentation gives.</summary>
    private const string DynamicBlockBase = "4";

    /// <summary>Of an image tower. A GPU has one pass, and nothing is tuned for it.</summary>
    public static SessionSettings OfImages(OnnxOptions options, ExecutionProvider provider, TunedSettings? tuned)
    {
        var onProcessor = provider == ExecutionProvider.Cpu;
        tuned = onProcessor ? tuned : null;
        var threads = ThreadsOf(options);
        var passes = onProcessor ? Math.Min(options.Passes ?? tuned?.Passes ?? BuiltInPasses, threads) : 1;
        return new SessionSettings(
            passes,
            threads / passes,
            options.Spinning ?? tuned?.Spinning ?? true,
            options.GraphOptimization ?? tuned?.GraphOptimization ?? GraphOptimization.All,
            options.Arena ?? tuned?.Arena ?? true,
            options.DynamicBlocks ?? tuned?.DynamicBlocks ?? false,
            Math.Min((onProcessor ? options.Batch ?? tuned?.Batch : null) ?? options.MaxBatch, options.MaxBatch));
    }

    /// <summary>Of a text tower, which runs one pass with all threads. What was tuned was measured on pictures, and is not for it.</summary>
    public static SessionSettings OfTexts(OnnxOptions options, ExecutionProvider provider) =>
        OfImages(options, provider, null) with { Passes = 1, Threads = ThreadsOf(options), Batch = options.MaxTextBatch };

    /// <summary>Threads that all passes of a session have together.</summary>
    public static int ThreadsOf(OnnxOptions options) => options.IntraOpThreads > 0 ? options.IntraOpThreads : Environment.ProcessorCount;

    /// <summary>In the words of the configuration, for people.</summary>
    public IReadOnlyDictionary<string, string> InWords() => new Dictionary<string, string>
    {
        [nameof(OnnxOptions.Passes)] = Passes.ToString(CultureInfo.InvariantCulture),
        [nameof(OnnxOptions.Spinning)] = InWords(Spinning),
        [nameof(OnnxOptions.DynamicBlocks)] = InWords(DynamicBlocks),
        [nameof(OnnxOptions.GraphOptimization)] = GraphOptimization.ToString().ToLowerInvariant(),
        [nameof(OnnxOptions.Arena)] = InWords(Arena),
        [nameof(OnnxOptions.Batch)] = Batch.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>In ONNX Runtime's words.</summary>
    public SessionOptions ToSession()
    {
        var session = new SessionOptions
        {
            IntraOpNumThreads = Threads,
            GraphOptimizationLevel = GraphOptimization switch
            {
                GraphOptimization.None => GraphOptimizationLevel.ORT_DISABLE_ALL,
                GraphOptimization.Basic => GraphOptimizationLevel.ORT_ENABLE_BASIC,
                GraphOptimization.Extended => GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
                _ => GraphOptimizationLevel.ORT_ENABLE_ALL,
            },
            EnableCpuMemArena = Arena,
        };
        if (!Spinning)
        {
            session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        }

        if (DynamicBlocks)
        {
            session.AddSessionConfigEntry("session.dynamic_block_base", DynamicBlockBase);
        }

        return session;
    }

    private static string InWords(bool value) => value ? "true" : "false";
}
