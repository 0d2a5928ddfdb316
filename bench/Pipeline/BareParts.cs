using System.Diagnostics;
using Cluster.Encoders;
using Cluster.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Bench.Pipeline;

/// <summary>What the pipeline cannot do without, each alone: decoding on one core, and ONNX Runtime on ready tensors with all of them.</summary>
internal sealed class BareParts : IDisposable
{
    private static readonly int[] Batches = [8, 16, 32];
    private readonly EncoderManifest _manifest;
    private readonly ImagePreprocessor _preprocessor;
    private readonly InferenceSession _session;
    private readonly float[] _pixels;
    private readonly int _imageFloats;
    private readonly byte[] _tile;

    public BareParts(EncoderManifest manifest, ImagePreprocessor preprocessor, string graph)
    {
        (_manifest, _preprocessor) = (manifest, preprocessor);
        using var settings = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        _session = new InferenceSession(graph, settings);
        _imageFloats = preprocessor.TileBytes(manifest.Preprocessing);
        _pixels = GC.AllocateUninitializedArray<float>(Batches.Max() * _imageFloats, pinned: true);
        _tile = new byte[_imageFloats];
        new Random(1).NextBytes(_tile);
        for (var i = 0; i < Batches.Max(); i++)
        {
            TileNormalizer.Normalize(_tile, 1, manifest.Preprocessing, _pixels.AsSpan(i * _imageFloats, _imageFloats));
        }

        // The batch that suits the bare session best: the bound is the hardest one.
        Batch = Batches.MinBy(batch =>
        {
            Encode(batch, batch);
            return Enumerable.Range(0, 2).Min(_ => Encode(batch, 32));
        });
    }

    /// <summary>Images a bare pass.</summary>
    public int Batch { get; }

    /// <summary>Processor seconds of decoding one of the files, on this thread alone.</summary>
    public double Decode(byte[][] files)
    {
        var before = ProcessorTime.OfThis();
        foreach (var file in files)
        {
            if (_preprocessor.Preprocess(file, _manifest.Preprocessing, _tile, CancellationToken.None).Failure is { } failure)
            {
                throw new InvalidOperationException(failure.Detail);
            }
        }

        return (ProcessorTime.OfThis() - before) / files.Length;
    }

    /// <summary>Seconds of one image in passes of the best batch.</summary>
    public double Encode(int images) => Encode(Batch, images);

    /// <summary>As many images as whole passes hold.</summary>
    public int Rounded(int images) => (images + Batch - 1) / Batch * Batch;

    public void Dispose() => _session.Dispose();

    private double Encode(int batch, int images)
    {
        var names = (_session.InputNames, _session.OutputNames.Take(1).ToArray());
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, _pixels.AsMemory(0, batch * _imageFloats), [batch, 3, _manifest.Preprocessing.Height, _manifest.Preprocessing.Width]);
        var passes = (images + batch - 1) / batch;
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < passes; i++)
        {
            using var results = _session.Run(run, names.InputNames, [input], names.Item2);
        }

        return clock.Elapsed.TotalSeconds / (passes * batch);
    }
}
