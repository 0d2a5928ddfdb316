using System.Globalization;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Parity;
using Cluster.Encoders.Tokenization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Onnx;

/// <summary>Loads towers into ONNX Runtime: the files of the precision asked for, on the provider asked for, if the parity gate has passed them.</summary>
public sealed class OnnxEncoderFactory(IOptions<OnnxOptions> options, ILogger<OnnxEncoderFactory>? logger = null, ParityGate? gate = null) : IEncoderFactory
{
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

    private OnnxImageEncoder LoadImages(EncoderManifest manifest, OnnxOptions on) =>
        Load(manifest, ModelFiles.Vision, on, graph => new OnnxImageEncoder(manifest, graph, on));

    private OnnxTextEncoder? LoadTexts(EncoderManifest manifest, OnnxOptions on) => manifest.Tokenizer is not { } rules
        ? null
        : Load(manifest, ModelFiles.Text, on, graph => new OnnxTextEncoder(manifest, graph, TokenizerLoader.Load(manifest.Folder, rules, manifest.ContextLength), on));

    /// <summary>The precision that the options choose for an encoder.</summary>
    internal static ModelPrecision PrecisionOf(EncoderManifest manifest, OnnxOptions options) =>
        options.Precisions.TryGetValue(Path.GetFileName(manifest.Folder), out var own) ? own : options.Precision;

    private T Load<T>(EncoderManifest manifest, string tower, OnnxOptions on, Func<OnnxSession, T> make)
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

        var sessions = new OnnxSessions(on, logger ?? NullLogger<OnnxEncoderFactory>.Instance);
        var graph = sessions.Open(Path.Combine(manifest.Folder, file), tower == ModelFiles.Vision ? on.Passes : 1);
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
}
