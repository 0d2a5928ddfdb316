using Cluster.Encoders.Manifests;
using Cluster.Encoders.Tokenization;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>The text tower in ONNX Runtime, with the folder's tokenizer in front. Buffers are made once; only the tokens of a new text allocate.</summary>
public sealed class OnnxTextEncoder : ITextEncoder
{
    /// <summary>Lengths that a batch is cut to: few, so that few shapes are planned for.</summary>
    private const int LengthStep = 16;

    private readonly OnnxSession _graph;
    private readonly ITextTokenizer _tokenizer;
    private readonly BatchBuckets _buckets;
    private readonly RunOptions _run = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly OrtValue[] _inputValues;
    private readonly OrtValue[] _outputValues = new OrtValue[1];
    private readonly TensorBuffer<long> _tokens;
    private readonly TensorBuffer<long>? _mask;
    private readonly TensorBuffer<long>? _types;
    private readonly TensorBuffer<float> _embeddings;
    private readonly long[] _ids;
    private readonly long[] _ones;
    private readonly int _batch;
    private readonly bool _isCut;

    internal OnnxTextEncoder(EncoderManifest manifest, OnnxSession graph, ITextTokenizer tokenizer, OnnxOptions options)
    {
        Manifest = manifest;
        _graph = graph;
        _tokenizer = tokenizer;
        var inputs = graph.Session.InputMetadata;
        var (tokens, mask, types) = (GraphRoles.TokensOf(graph), GraphRoles.MaskOf(graph), GraphRoles.TokenTypesOf(graph));
        _inputs = [.. new[] { tokens, mask, types }.OfType<string>()];
        _inputValues = new OrtValue[_inputs.Length];
        _outputs = [GraphRoles.EmbeddingOf(graph, manifest.Family, ofImages: false)];
        GraphRoles.RefuseOthers(graph, tokens, mask, types);
        GraphRoles.Check(graph, inputs, tokens, -1, tokenizer.ContextLength);
        GraphRoles.Check(graph, graph.Session.OutputMetadata, _outputs[0], -1, manifest.Dimension);
        var fixedBatch = inputs[tokens].Dimensions[0];
        _batch = fixedBatch > 0 ? fixedBatch : options.MaxTextBatch;
        _buckets = BatchBuckets.For(graph.Provider, fixedBatch > 0 ? [fixedBatch] : options.BatchBuckets, _batch);

        // Padding behind the end token is never looked at: CLIP's attention is causal, the others have a mask. SigLIP was trained with its padding.
        _isCut = inputs[tokens].Dimensions[1] <= 0 && manifest.Family != EncoderFamily.SigLip && (mask is not null || tokenizer.IsCausal);
        var capacity = _batch * tokenizer.ContextLength;
        _tokens = Buffer(tokens);
        _mask = mask is null ? null : Buffer(mask);
        _types = types is null ? null : Buffer(types);
        _types?.Span.Clear();
        _embeddings = new TensorBuffer<float>(_batch * manifest.Dimension, graph.Session.OutputMetadata[_outputs[0]].ElementDataType, static length => [0, length]);
        _ids = new long[capacity];
        _ones = new long[capacity];

        TensorBuffer<long> Buffer(string name) => new(capacity, inputs[name].ElementDataType, static length => [0, length]);
    }

    /// <inheritdoc />
    public EncoderManifest Manifest { get; }

    /// <inheritdoc />
    public void Encode(IReadOnlyList<string> texts, Span<float> embeddings)
    {
        for (var first = 0; first < texts.Count; first += _batch)
        {
            var count = Math.Min(_batch, texts.Count - first);
            Encode(texts, first, count, embeddings.Slice(first * Manifest.Dimension, count * Manifest.Dimension));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _tokens.Dispose();
        _mask?.Dispose();
        _types?.Dispose();
        _embeddings.Dispose();
        _run.Dispose();
        _graph.Dispose();
    }

    private void Encode(IReadOnlyList<string> texts, int first, int count, Span<float> embeddings)
    {
        var context = _tokenizer.ContextLength;
        var longest = 1;
        for (var i = 0; i < count; i++)
        {
            longest = Math.Max(longest, _tokenizer.Encode(texts[first + i], _ids.AsSpan(i * context, context), _ones.AsSpan(i * context, context)));
        }

        var rows = _buckets.Fit(count);
        var length = _isCut ? Math.Min(context, (longest + LengthStep - 1) / LengthStep * LengthStep) : context;
        for (var i = 0; i < rows; i++)
        {
            // Rows beyond the batch repeat the first text: any row that the graph is sure to bear.
            var from = (i < count ? i : 0) * context;
            _ids.AsSpan(from, length).CopyTo(_tokens.Span[(i * length)..]);
            if (_mask is not null)
            {
                _ones.AsSpan(from, length).CopyTo(_mask.Span[(i * length)..]);
            }
        }

        var at = 0;
        foreach (var buffer in (ReadOnlySpan<TensorBuffer<long>?>)[_tokens, _mask, _types])
        {
            if (buffer is not null)
            {
                buffer.BeforeRun(rows * length);
                _inputValues[at++] = buffer.Tensor(rows, length);
            }
        }

        _outputValues[0] = _embeddings.Tensor(rows, Manifest.Dimension);
        _graph.Session.Run(_run, _inputs, _inputValues, _outputs, _outputValues);
        _embeddings.AfterRun(count * Manifest.Dimension);
        EmbeddingRows.Normalise(_embeddings.Span, count, Manifest.Dimension, embeddings);
    }
}
