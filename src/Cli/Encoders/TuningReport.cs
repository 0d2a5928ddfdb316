using System.Globalization;
using Cluster.Cli.Terminals;
using Cluster.Client.Encoders.Tuning;

namespace Cluster.Cli.Encoders;

/// <summary>What a tuning found, for people: a row a setting, one with the sums, and what follows from it.</summary>
internal static class TuningReport
{
    /// <summary>The name under which all changes run against the defaults.</summary>
    public const string Together = "all";

    /// <summary>Rounds of the same settings that lie further apart were measured while others used the machine.</summary>
    private const double Restless = 0.1;

    public static void Write(Terminal terminal, string model, TunedModel result)
    {
        terminal.Note(string.Create(
            CultureInfo.InvariantCulture, $"{model} {result.Precision} on {result.Processor}, {result.Threads} threads, ONNX Runtime {result.OnnxRuntime}"));
        terminal.WriteRows(["SETTING", "DEFAULT", "TUNED", "IMAGES/S", "RATIO"], [.. result.Settings.Select(setting => RowOf(setting, result.Trials)), Sum(result)]);
        terminal.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"A picture that comes alone takes {result.TunedSingleSeconds * 1e3:0.#} ms, by default {result.DefaultSingleSeconds * 1e3:0.#} ms; the smallest cosine to the embeddings by default is {result.WorstCosine:0.######}."));
        foreach (var refused in result.Trials.Where(static trial => trial.Outcome == "refused"))
        {
            terminal.Note($"Refused: {refused.Setting}={refused.Tried}: {refused.Detail}");
        }

        if (result.Spread >= Restless)
        {
            terminal.Note(string.Create(CultureInfo.InvariantCulture, $"Rounds of the same settings lay {result.Spread:P0} apart: others used the machine. Tune again when it is quiet."));
        }

        terminal.Note(result.Settings.Any(static setting => setting.Default != setting.Tuned)
            ? "Written to tuning.json beside the model. Shards that are loaded from now on use it; one that is loaded already does once its silo is restarted."
            : "Nothing is faster than the defaults by 2 % or more; they stay.");
    }

    /// <summary>A setting with the best that was measured of its other values, whether it was taken or not.</summary>
    private static IReadOnlyList<string> RowOf(TunedSetting setting, IReadOnlyList<TuningTrial> trials)
    {
        var best = trials.Where(trial => trial.Setting == setting.Name && trial.Ratio > 0).MaxBy(static trial => (trial.Outcome == "kept", trial.Ratio));
        return best is null
            ? [setting.Name, setting.Default, setting.Tuned, "", ""]
            : [setting.Name, setting.Default, setting.Tuned, $"{Number(best.ImagesPerSecond)} with {best.Tried}", Ratio(best.Ratio)];
    }

    private static IReadOnlyList<string> Sum(TunedModel result) =>
        [Together, Number(result.DefaultImagesPerSecond), Number(result.TunedImagesPerSecond), Number(result.TunedImagesPerSecond), Ratio(result.Ratio)];

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
