using Cluster.Encoders.Manifests;
using Cluster.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>The image tower in ONNX Runtime. Input and output lie in buffers of its own, made once.</summary>
public sealed class OnnxImageEncoder : IImageEncoder
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly float[] _pixels;
    private readonly float[] _raw;
    private readonly int _imageFloats;

    internal OnnxImageEncoder(EncoderManifest manifest, InferenceSession session, int maxBatch)
    {
        Manifest = manifest;
        MaxBatch = maxBatch;
        _session = session;
        var spec = manifest.Preprocessing;
        _inputs = [GraphRoles.Require(session.InputMetadata, GraphRoles.Pixels, ModelFiles.Vision)];
        _outputs = [GraphRoles.Require(session.OutputMetadata, GraphRoles.ImageEmbedding, ModelFiles.Vision)];
        GraphRoles.Check(session.InputMetadata, _inputs[0], [-1, 3, spec.Height, spec.Width], ModelFiles.Vision);
        GraphRoles.Check(session.OutputMetadata, _outputs[0], [-1, manifest.Dimension], ModelFiles.Vision);
        _imageFloats = 3 * spec.Height * spec.Width;
        _pixels = GC.AllocateUninitializedArray<float>(maxBatch * _imageFloats, pinned: true);
        _raw = GC.AllocateUninitializedArray<float>(maxBatch * manifest.Dimension, pinned: true);
    }

    /// <inheritdoc />
    public EncoderManifest Manifest { get; }

    /// <inheritdoc />
    public int MaxBatch { get; }

    /// <inheritdoc />
    public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBatch);
        var spec = Manifest.Preprocessing;
        TileNormalizer.Normalize(tiles[..(count * _imageFloats)], count, spec, _pixels.AsSpan(0, count * _imageFloats));
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, _pixels.AsMemory(0, count * _imageFloats), [count, 3, spec.Height, spec.Width]);
        using var output = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, _raw.AsMemory(0, count * Manifest.Dimension), [count, Manifest.Dimension]);
        _session.Run(_run, _inputs, [input], _outputs, [output]);
        EmbeddingRows.Normalise(_raw, count, Manifest.Dimension, embeddings);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
    }
}
