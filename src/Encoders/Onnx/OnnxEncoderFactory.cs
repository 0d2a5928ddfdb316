using System.Globalization;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Tokenization;
using Cluster.Encoders.Tuning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Onnx;

/// <summary>
/// Loads towers into ONNX Runtime: the files of the precision asked for, on the provider asked for, if the parity gate has passed them; image towers on the
/// processor with the settings that were tuned for this machine, where <paramref name="tunings"/> are given.
/// </summary>
public sealed partial class OnnxEncoderFactory(
    IOptions<OnnxOptions> options, ILogger<OnnxEncoderFactory>? logger = null, ParityGate? gate = null, TuningBook? tunings = null) : IEncoderFactory
{
    private readonly ILogger<OnnxEncoderFactory> _logger = logger ?? NullLogger<OnnxEncoderFactory>.Instance;

    /// <inheritdoc />
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) => LoadImages(manifest, options.Value);

    /// <inheritdoc />
    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => LoadTexts(manifest, options.Value);

    /// <inheritdoc />
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest, string device) => LoadImages(manifest, On(device));

    /// <inheritdoc />
    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest, string device) => LoadTexts(manifest, On(device));

    /// <inheritdoc />
    public string PrecisionOf(EncoderManifest manifest) => PrecisionOf(manifest, options.Value).ToString().ToLowerInvariant();

    /// <inheritdoc />
    public int MemoryMiB(EncoderManifest manifest)
    {
        var precision = PrecisionOf(manifest, options.Value);
        string? Graph(string tower) => (ModelFiles.Variant(manifest.Folder, tower, precision) ?? ModelFiles.Variant(manifest.Folder, tower, ModelPrecision.Fp32)) is { } file
            ? Path.Combine(manifest.Folder, file)
            : null;
        return EncoderMemory.EstimateMiB(Graph(ModelFiles.Vision), manifest.HasText ? Graph(ModelFiles.Text) : null);
    }

    /// <summary>The options for a device: a GPU by its ordinal, with the provider asked for or the best there is; the processor only where no GPU was asked for.</summary>
    internal OnnxOptions On(string device) => device.Split(':') is ["cuda", var ordinal] && int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? options.Value with { DeviceId = id, Provider = options.Value.Provider is ExecutionProvider.Auto or ExecutionProvider.Cpu ? ExecutionProvider.Cuda : options.Value.Provider }
        : options.Value;

    /// <summary>Loads the image tower with settings, whatever was tuned.</summary>
    internal OnnxImageEncoder LoadImages(EncoderManifest manifest, OnnxOptions on, TunedSettings? tuned) => Load(
        manifest, ModelFiles.Vision, on, provider => SessionSettings.OfImages(on, provider, tuned), graph => new OnnxImageEncoder(manifest, graph, on));

    private OnnxImageEncoder LoadImages(EncoderManifest manifest, OnnxOptions on)
    {
        var tuned = TunedFor(manifest, on)?.Beside(on);
        var encoder = LoadImages(manifest, on, tuned);
        if (tuned is { IsDefault: false } && encoder.Device == "cpu")
        {
            LogTuned(manifest.Id.Value, tuned.ToString());
        }

        return encoder;
    }

    private TunedSettings? TunedFor(EncoderManifest manifest, OnnxOptions on)
    {
        if (on.Provider is ExecutionProvider.Cuda or ExecutionProvider.TensorRt)
        {
            return null;
        }

        try
        {
            return tunings?.Find(manifest, PrecisionOf(manifest, on), on)?.Settings;
        }
        catch (FailureException fault)
        {
            // Slower is no reason not to answer.
            LogNotTuned(manifest.Id.Value, fault.Message);
            return null;
        }
    }

    private OnnxTextEncoder? LoadTexts(EncoderManifest manifest, OnnxOptions on) => manifest.Tokenizer is not { } rules
        ? null
        : Load(manifest, ModelFiles.Text, on, provider => SessionSettings.OfTexts(on, provider), graph => new OnnxTextEncoder(manifest, graph, TokenizerLoader.Load(manifest.Folder, rules, manifest.ContextLength), on));

    /// <summary>The precision that the options choose for an encoder.</summary>
    internal static ModelPrecision PrecisionOf(EncoderManifest manifest, OnnxOptions options) =>
        options.Precisions.TryGetValue(Path.GetFileName(manifest.Folder), out var own) ? own : options.Precision;

    private T Load<T>(EncoderManifest manifest, string tower, OnnxOptions on, Func<ExecutionProvider, SessionSettings> settingsOn, Func<OnnxSession, T> make)
    {
        var precision = PrecisionOf(manifest, on);
        var file = ModelFiles.Variant(manifest.Folder, tower, precision);

        // A folder may have its image tower alone in a precision; texts are then encoded by the reference.
        file ??= tower == ModelFiles.Text ? ModelFiles.Variant(manifest.Folder, tower, ModelPrecision.Fp32) : null;
        if (file is null)
        {
            throw new FailureException(
                FailureKind.ModelIncomplete,
                $"Encoder '{manifest.Id}' has no {precision} file; looked for {string.Join(", ", ModelFiles.NamesOf(tower, precision))}. Choose another with {OnnxOptions.Section}:Precision.");
        }

        var graph = new OnnxSessions(on, _logger).Open(Path.Combine(manifest.Folder, file), settingsOn);
        try
        {
            gate?.Admit(manifest, file, precision, graph.Provider, on);
            return make(graph);
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    [LoggerMessage(1003, LogLevel.Information, "Encoder {Encoder} runs as tuned for this machine: {Settings}")]
    private partial void LogTuned(string encoder, string settings);

    [LoggerMessage(1004, LogLevel.Warning, "Encoder {Encoder} runs as by default, not as tuned: {Reason}")]
    private partial void LogNotTuned(string encoder, string reason);
}
