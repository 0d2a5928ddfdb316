namespace Cluster.Cli.Hub.Files;

/// <summary>The arithmetic of ONNX graphs, and the endings by which exporters for the hub tell them apart.</summary>
internal static class Precision
{
    /// <summary>What is taken unless something else is asked for.</summary>
    public const string Default = "fp32";

    private static readonly Dictionary<string, string> Suffixes = new()
    {
        [Default] = "", ["fp16"] = "_fp16", ["q8"] = "_quantized", ["int8"] = "_int8", ["uint8"] = "_uint8", ["q4"] = "_q4", ["q4f16"] = "_q4f16", ["bnb4"] = "_bnb4",
    };

    /// <summary>All there are.</summary>
    public static IReadOnlyCollection<string> Names => Suffixes.Keys;

    /// <summary>The ending of a graph's name, before <c>.onnx</c>.</summary>
    /// <exception cref="CliException">There is no such precision.</exception>
    public static string SuffixOf(string name) => Suffixes.TryGetValue(name, out var suffix)
        ? suffix
        : throw new CliException(ExitCode.Usage, $"There is no precision '{name}'; there are: {string.Join(", ", Names)}.");
}
