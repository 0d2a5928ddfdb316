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
    private readonly OnnxSessions _sessions = new(options.Value, logger ?? NullLogger<OnnxEncoderFactory>.Instance);

    /// <inheritdoc />
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) =>
        Load(manifest, ModelFiles.Vision, graph => new OnnxImageEncoder(manifest, graph, options.Value));

    /// <inheritdoc />
    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => manifest.Tokenizer is not { } rules
        ? null
        : Load(manifest, ModelFiles.Text, graph => new OnnxTextEncoder(manifest, graph, TokenizerLoader.Load(manifest.Folder, rules, manifest.ContextLength), options.Value));

    /// <summary>The precision that the options choose for an encoder.</summary>
    internal static ModelPrecision PrecisionOf(EncoderManifest manifest, OnnxOptions options) =>
        options.Precisions.TryGetValue(Path.GetFileName(manifest.Folder), out var own) ? own : options.Precision;

    private T Load<T>(EncoderManifest manifest, string tower, Func<OnnxSession, T> make)
    {
        var precision = PrecisionOf(manifest, options.Value);
        var file = ModelFiles.Variant(manifest.Folder, tower, precision);

        // A folder may have its image tower alone in a precision; texts are then encoded by the reference.
        file ??= tower == ModelFiles.Text ? ModelFiles.Variant(manifest.Folder, tower, ModelPrecision.Fp32) : null;
        if (file is null)
        {
            throw new FailureException(
                FailureKind.ModelIncomplete,
                $"Encoder '{manifest.Id}' has no {precision} file; looked for {string.Join(", ", ModelFiles.NamesOf(tower, precision))}. Choose another with {OnnxOptions.Section}:Precision.");
        }

        var graph = _sessions.Open(Path.Combine(manifest.Folder, file), tower == ModelFiles.Vision ? options.Value.Passes : 1);
        try
        {
            gate?.Admit(manifest, file, precision, graph.Provider, options.Value);
            return make(graph);
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }
}
