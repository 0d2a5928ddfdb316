using Cluster.Domain.Outcomes;
using Cluster.Encoders.Tokenization;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>Loads towers into ONNX Runtime on the processor.</summary>
public sealed class OnnxEncoderFactory(IOptions<OnnxOptions> options) : IEncoderFactory
{
    /// <inheritdoc />
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) =>
        Load(manifest.VisionFile, session => new OnnxImageEncoder(manifest, session, options.Value.MaxBatch));

    /// <inheritdoc />
    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => manifest.Tokenizer is not { } rules
        ? null
        : Load(manifest.TextFile, session => new OnnxTextEncoder(manifest, session, TokenizerLoader.Load(manifest.Folder, rules, manifest.ContextLength)));

    private T Load<T>(string file, Func<InferenceSession, T> make)
    {
        InferenceSession? session = null;
        try
        {
            // The allowed processors, not the machine's: a container may have fewer.
            using var settings = new SessionOptions
            {
                IntraOpNumThreads = options.Value.IntraOpThreads > 0 ? options.Value.IntraOpThreads : Environment.ProcessorCount,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            };
            session = new InferenceSession(file, settings);
            return make(session);
        }
        catch (OnnxRuntimeException fault)
        {
            session?.Dispose();
            throw new FailureException(FailureKind.ModelIncomplete, $"{Path.GetFileName(file)} could not be loaded: {fault.Message}", fault);
        }
        catch (FailureException)
        {
            session?.Dispose();
            throw;
        }
    }
}
