using Cluster.Encoders.Manifests;
using Cluster.Encoders.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>The text tower in ONNX Runtime, with the folder's tokenizer in front.</summary>
public sealed class OnnxTextEncoder : ITextEncoder
{
    private readonly InferenceSession _session;
    private readonly ITextTokenizer _tokenizer;
    private readonly RunOptions _run = new();
    private readonly string _tokens;
    private readonly string? _mask;
    private readonly string[] _outputs;

    internal OnnxTextEncoder(EncoderManifest manifest, InferenceSession session, ITextTokenizer tokenizer)
    {
        Manifest = manifest;
        _session = session;
        _tokenizer = tokenizer;
        _tokens = GraphRoles.Require(session.InputMetadata, GraphRoles.Tokens, ModelFiles.Text);
        _mask = GraphRoles.Find(session.InputMetadata, GraphRoles.Mask);
        _outputs = [GraphRoles.Require(session.OutputMetadata, GraphRoles.TextEmbedding, ModelFiles.Text)];
        GraphRoles.Check(session.InputMetadata, _tokens, [-1, tokenizer.ContextLength], ModelFiles.Text);
        GraphRoles.Check(session.OutputMetadata, _outputs[0], [-1, manifest.Dimension], ModelFiles.Text);
    }

    /// <inheritdoc />
    public EncoderManifest Manifest { get; }

    /// <inheritdoc />
    public void Encode(IReadOnlyList<string> texts, Span<float> embeddings)
    {
        var length = _tokenizer.ContextLength;
        long[] ids = new long[texts.Count * length], mask = new long[texts.Count * length];
        for (var i = 0; i < texts.Count; i++)
        {
            _tokenizer.Encode(texts[i], ids.AsSpan(i * length, length), mask.AsSpan(i * length, length));
        }

        using var tokenValue = OrtValue.CreateTensorValueFromMemory(ids, [texts.Count, length]);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, [texts.Count, length]);
        using var outputs = _mask is null
            ? _session.Run(_run, [_tokens], [tokenValue], _outputs)
            : _session.Run(_run, [_tokens, _mask], [tokenValue, maskValue], _outputs);
        EmbeddingRows.Normalise(outputs[0].GetTensorDataAsSpan<float>(), texts.Count, Manifest.Dimension, embeddings);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
