using System.Text.Json.Serialization;
using Cluster.Encoders.Onnx;

namespace Cluster.Encoders.Tuning;

/// <summary>What runs faster on a machine otherwise than by default. What is null stays as it is; the names are those of <see cref="OnnxOptions"/>.</summary>
public sealed record TunedSettings
{
    /// <summary>Forward passes side by side.</summary>
    public int? Passes { get; init; }

    /// <summary>Whether idle threads spin.</summary>
    public bool? Spinning { get; init; }

    /// <summary>Whether the threads of an operator take its work in ever smaller blocks.</summary>
    public bool? DynamicBlocks { get; init; }

    /// <summary>How far the graph is rewritten.</summary>
    public GraphOptimization? GraphOptimization { get; init; }

    /// <summary>Whether memory comes from an arena.</summary>
    public bool? Arena { get; init; }

    /// <summary>Images of a pass at most.</summary>
    public int? Batch { get; init; }

    /// <summary>Whether nothing is otherwise.</summary>
    [JsonIgnore]
    public bool IsDefault => this == new TunedSettings();

    /// <summary>Whether every value could be an option, too; a file may hold anything.</summary>
    [JsonIgnore]
    internal bool CanWork => Passes is null or (>= 1 and <= OnnxOptions.MostPasses) && Batch is null or >= 1 && (GraphOptimization is not { } level || Enum.IsDefined(level));

    /// <summary>What of it is left beside the options that are set.</summary>
    internal TunedSettings Beside(OnnxOptions options) => new()
    {
        Passes = options.Passes is null ? Passes : null,
        Spinning = options.Spinning is null ? Spinning : null,
        DynamicBlocks = options.DynamicBlocks is null ? DynamicBlocks : null,
        GraphOptimization = options.GraphOptimization is null ? GraphOptimization : null,
        Arena = options.Arena is null ? Arena : null,
        Batch = options.Batch is null ? Batch : null,
    };

    /// <summary>For people: <c>Passes=1, Batch=8</c>.</summary>
    public override string ToString() => IsDefault ? "as by default" : string.Join(", ", Stated());

    private IEnumerable<string> Stated() =>
        from value in ((string Name, object? Value)[])
        [
            (nameof(Passes), Passes), (nameof(Spinning), Spinning), (nameof(DynamicBlocks), DynamicBlocks), (nameof(GraphOptimization), GraphOptimization), (nameof(Arena), Arena),
            (nameof(Batch), Batch),
        ]
        where value.Value is not null
        select FormattableString.Invariant($"{value.Name}={FormattableString.Invariant($"{value.Value}").ToLowerInvariant()}");
}
