using Cluster.Encoders.Onnx;

namespace Cluster.Encoders.Tuning;

/// <summary>What may be tried, setting by setting, from those that change most to those that change least. An option that is set is left as it is.</summary>
internal static class TuningCandidates
{
    /// <summary>The settings in the order in which they are tried.</summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        nameof(OnnxOptions.Passes), nameof(OnnxOptions.Spinning), nameof(OnnxOptions.DynamicBlocks), nameof(OnnxOptions.GraphOptimization), nameof(OnnxOptions.Arena), nameof(OnnxOptions.Batch),
    ];

    /// <summary>The other values of a setting.</summary>
    /// <param name="setting">One of <see cref="Order"/>.</param>
    /// <param name="stands">What stands so far.</param>
    /// <param name="options">What is set.</param>
    /// <param name="images">Images that a pass holds now: a limit above them is none. 0 where the graph says how many.</param>
    public static IReadOnlyList<TunedSettings> Of(string setting, TunedSettings stands, OnnxOptions options, int images)
    {
        var now = SessionSettings.OfImages(options, ExecutionProvider.Cpu, stands);
        return setting switch
        {
            nameof(OnnxOptions.Passes) when options.Passes is null =>
                [.. Divisors(SessionSettings.ThreadsOf(options)).Where(passes => passes != now.Passes).Select(passes => stands with { Passes = passes })],

            // A pass of one thread has no others that could spin or share.
            nameof(OnnxOptions.Spinning) when options.Spinning is null && now.Threads > 1 => [stands with { Spinning = !now.Spinning }],
            nameof(OnnxOptions.DynamicBlocks) when options.DynamicBlocks is null && now.Threads > 1 => [stands with { DynamicBlocks = !now.DynamicBlocks }],
            nameof(OnnxOptions.GraphOptimization) when options.GraphOptimization is null =>
                [stands with { GraphOptimization = GraphOptimization.Extended }, stands with { GraphOptimization = GraphOptimization.Basic }],
            nameof(OnnxOptions.Arena) when options.Arena is null => [stands with { Arena = !now.Arena }],
            nameof(OnnxOptions.Batch) when options.Batch is null => [.. Powers(Math.Min(images, now.Batch)).Select(batch => stands with { Batch = batch })],
            _ => [],
        };
    }

    private static IEnumerable<int> Divisors(int threads) => Enumerable.Range(1, Math.Min(threads, OnnxOptions.MostPasses)).Where(passes => threads % passes == 0);

    private static IEnumerable<int> Powers(int below)
    {
        for (var size = 1; size < below; size *= 2)
        {
            yield return size;
        }
    }
}
