using Cluster.Contracts.Encoders.Tuning;

namespace Cluster.Gateway.Encoders.Tuning;

/// <summary>What a tuning found.</summary>
/// <param name="Precision">fp32, fp16 or int8.</param>
/// <param name="Processor">The processor: name, model and the instructions that count.</param>
/// <param name="Threads">Threads that a session may have there.</param>
/// <param name="OnnxRuntime">Version of ONNX Runtime.</param>
/// <param name="IsHere">Whether it is for the machine of the silo that answers, and for the files that lie there: only then it is used.</param>
/// <param name="Settings">Every setting.</param>
/// <param name="DefaultImagesPerSecond">Images a second by default.</param>
/// <param name="TunedImagesPerSecond">As tuned.</param>
/// <param name="Ratio">One to the other; 1 when nothing was faster.</param>
/// <param name="DefaultSingleSeconds">Seconds of a picture that comes alone, by default.</param>
/// <param name="TunedSingleSeconds">As tuned.</param>
/// <param name="WorstCosine">The smallest cosine of a picture's embeddings by default and as tuned.</param>
/// <param name="Spread">How far rounds of the same settings lay apart, as a share: 0.1 and more says that others used the machine.</param>
/// <param name="Trials">What was tried, in this order.</param>
/// <param name="TunedAt">When.</param>
internal sealed record TunedModelView(
    string Precision, string Processor, int Threads, string OnnxRuntime, bool IsHere, IReadOnlyList<TuningSettingView> Settings, double DefaultImagesPerSecond,
    double TunedImagesPerSecond, double Ratio, double DefaultSingleSeconds, double TunedSingleSeconds, double WorstCosine, double Spread, IReadOnlyList<TuningTrialView> Trials,
    DateTimeOffset TunedAt)
{
    public static TunedModelView Of(TuningResult result) => new(
        result.Precision, result.Processor, result.Threads, result.OnnxRuntime, result.IsHere,
        [.. result.Settings.Select(static setting => new TuningSettingView(setting.Name, setting.Default, setting.Tuned))],
        result.DefaultImagesPerSecond, result.TunedImagesPerSecond, result.Ratio, result.DefaultSingleSeconds, result.TunedSingleSeconds, result.WorstCosine, result.Spread,
        [.. result.Trials.Select(static trial => new TuningTrialView(trial.Setting, trial.Stood, trial.Tried, trial.ImagesPerSecond, trial.Ratio, trial.Outcome, trial.Detail))],
        result.TunedAt);
}
