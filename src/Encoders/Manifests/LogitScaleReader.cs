using Cluster.Domain.Classification;
using Cluster.Domain.Outcomes;

namespace Cluster.Encoders.Manifests;

/// <summary>Finds how a model turns similarity into logits.</summary>
/// <remarks>
/// In this order: <c>logit_scale</c>, <c>logit_bias</c> or <c>temperature</c> in the configuration (what <c>tools/export</c> writes), the weights of
/// that name in a safetensors file beside it, and last the value that training began with. Graphs of single towers do not carry it.
/// </remarks>
internal static class LogitScaleReader
{
    /// <summary>ln(1 / 0.07), with which CLIP's training begins.</summary>
    private const double ClipInitial = 2.659260036932778;

    private static readonly string[] WeightFiles = ["model.safetensors", "open_clip_model.safetensors", "open_clip_pytorch_model.safetensors"];

    /// <summary>The scale; null when no file says (SigLIP begins training with a random one).</summary>
    /// <exception cref="FailureException">ModelIncomplete when a file states one that cannot be.</exception>
    public static LogitScale? Read(string folder, EncoderFamily family, JsonConfig config)
    {
        var model = config.Section("model_cfg") ?? config;
        var bias = config.Number("logit_bias") ?? model.Number("logit_bias") ?? Weight(folder, "logit_bias");
        var activation = family == EncoderFamily.SigLip || bias is not null || model.Number("init_logit_bias") is not null ? LabelActivation.Sigmoid : LabelActivation.Softmax;
        if ((config.Number("temperature") ?? Weight(folder, "temperature")) is { } temperature)
        {
            return Checked(config, 1 / temperature, bias ?? 0, activation, LogitScaleSource.Stated);
        }

        if ((config.Number("logit_scale") ?? model.Number("logit_scale") ?? Weight(folder, "logit_scale")) is { } stated)
        {
            return Checked(config, Math.Exp(stated), bias ?? 0, activation, LogitScaleSource.Stated);
        }

        return family switch
        {
            EncoderFamily.Align => Checked(config, 1 / (config.Number("temperature_init_value") ?? 1), 0, activation, LogitScaleSource.Initial),
            EncoderFamily.SigLip => null,
            EncoderFamily.OpenClip => Checked(config, Math.Exp(model.Number("init_logit_scale") ?? ClipInitial), model.Number("init_logit_bias") ?? 0, activation, LogitScaleSource.Initial),
            _ => Checked(config, Math.Exp(config.Number("logit_scale_init_value") ?? ClipInitial), bias ?? 0, activation, LogitScaleSource.Initial),
        };
    }

    private static LogitScale Checked(JsonConfig config, double multiplier, double bias, LabelActivation activation, LogitScaleSource source) =>
        double.IsFinite(multiplier) && multiplier is > 0 and < 1e6 && double.IsFinite(bias)
            ? new LogitScale((float)multiplier, (float)bias, activation, source)
            : throw config.Missing("logit_scale", "a logarithm below 13, or 'temperature' as a number above 0");

    private static double? Weight(string folder, string name)
    {
        foreach (var file in WeightFiles)
        {
            if (Safetensors.Scalar(Path.Combine(folder, file), name) is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
