using Cluster.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>The image tower in ONNX Runtime. Input and output lie in buffers of its own, made once; a batch allocates nothing.</summary>
public sealed class OnnxImageEncoder : IImageEncoder
{
    private readonly OnnxSession _graph;
    private readonly BatchBuckets _buckets;
    private readonly RunOptions _run = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly OrtValue[] _inputValues = new OrtValue[1];
    private readonly OrtValue[] _outputValues = new OrtValue[1];
    private readonly TensorBuffer<float> _pixels;
    private readonly TensorBuffer<float> _embeddings;
    private readonly int _imageFloats;

    internal OnnxImageEncoder(EncoderManifest manifest, OnnxSession graph, OnnxOptions options)
    {
        Manifest = manifest;
        _graph = graph;
        var spec = manifest.Preprocessing;
        var session = graph.Session;
        _inputs = [GraphRoles.PixelsOf(graph)];
        _outputs = [GraphRoles.EmbeddingOf(graph, manifest.Family, ofImages: true)];
        GraphRoles.RefuseOthers(graph, _inputs[0]);
        GraphRoles.Check(graph, session.InputMetadata, _inputs[0], -1, 3, spec.Height, spec.Width);
        GraphRoles.Check(graph, session.OutputMetadata, _outputs[0], -1, manifest.Dimension);

        // A graph with a fixed batch takes just that many; what is missing is filled up.
        var fixedBatch = session.InputMetadata[_inputs[0]].Dimensions[0];
        MaxBatch = fixedBatch > 0 ? fixedBatch : options.MaxBatch;
        _buckets = BatchBuckets.For(graph.Provider, fixedBatch > 0 ? [fixedBatch] : options.BatchBuckets, MaxBatch);
        _imageFloats = 3 * spec.Height * spec.Width;
        _pixels = new TensorBuffer<float>(MaxBatch * _imageFloats, session.InputMetadata[_inputs[0]].ElementDataType, _ => [0, 3, spec.Height, spec.Width]);
        _embeddings = new TensorBuffer<float>(MaxBatch * manifest.Dimension, session.OutputMetadata[_outputs[0]].ElementDataType, static length => [0, length]);
    }

    /// <inheritdoc />
    public EncoderManifest Manifest { get; }

    /// <inheritdoc />
    public int MaxBatch { get; }

    /// <inheritdoc />
    public string Device => _graph.Device;

    /// <inheritdoc />
    public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBatch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var rows = _buckets.Fit(count);
        TileNormalizer.Normalize(tiles[..(count * _imageFloats)], count, Manifest.Preprocessing, _pixels.Span[..(count * _imageFloats)]);

        // Rows beyond the batch are black: what an earlier batch left there could be anything, and infinities are slow.
        _pixels.Span[(count * _imageFloats)..(rows * _imageFloats)].Clear();
        _pixels.BeforeRun(rows * _imageFloats);
        _inputValues[0] = _pixels.Tensor(rows, _imageFloats);
        _outputValues[0] = _embeddings.Tensor(rows, Manifest.Dimension);
        _graph.Session.Run(_run, _inputs, _inputValues, _outputs, _outputValues);
        _embeddings.AfterRun(count * Manifest.Dimension);
        EmbeddingRows.Normalise(_embeddings.Span, count, Manifest.Dimension, embeddings);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _pixels.Dispose();
        _embeddings.Dispose();
        _run.Dispose();
        _graph.Dispose();
    }
}
