using Cluster.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Encoders.Onnx;

/// <summary>
/// What one forward pass of an image tower needs: input and output in buffers of its own, made once, and a thread that can run it beside the
/// caller's. One call at a time.
/// </summary>
internal sealed class ImagePass : IDisposable
{
    private readonly OnnxSession _graph;
    private readonly EncoderManifest _manifest;
    private readonly BatchBuckets _buckets;
    private readonly RunOptions _run = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly OrtValue[] _inputValues = new OrtValue[1];
    private readonly OrtValue[] _outputValues = new OrtValue[1];
    private readonly TensorBuffer<float> _pixels;
    private readonly TensorBuffer<float> _embeddings;
    private readonly SemaphoreSlim _begin = new(0);
    private readonly SemaphoreSlim _ended = new(0);
    private readonly int _imageFloats;
    private Thread? _thread;
    private Exception? _fault;
    private bool _isEnding;

    public ImagePass(EncoderManifest manifest, OnnxSession graph, string input, string output, BatchBuckets buckets, int maxBatch)
    {
        (_manifest, _graph, _buckets, _inputs, _outputs) = (manifest, graph, buckets, [input], [output]);
        var spec = manifest.Preprocessing;
        _imageFloats = 3 * spec.Height * spec.Width;
        _pixels = new TensorBuffer<float>(maxBatch * _imageFloats, graph.Session.InputMetadata[input].ElementDataType, _ => [0, 3, spec.Height, spec.Width]);
        _embeddings = new TensorBuffer<float>(maxBatch * manifest.Dimension, graph.Session.OutputMetadata[output].ElementDataType, static length => [0, length]);
    }

    /// <summary>Brings tiles into the input.</summary>
    public void Fill(ReadOnlySpan<byte> tiles, int count)
    {
        var rows = _buckets.Fit(count);
        TileNormalizer.Normalize(tiles[..(count * _imageFloats)], count, _manifest.Preprocessing, _pixels.Span[..(count * _imageFloats)]);

        // Rows beyond the batch are black: what an earlier batch left there could be anything, and infinities are slow.
        _pixels.Span[(count * _imageFloats)..(rows * _imageFloats)].Clear();
        _pixels.BeforeRun(rows * _imageFloats);
        _inputValues[0] = _pixels.Tensor(rows, _imageFloats);
        _outputValues[0] = _embeddings.Tensor(rows, _manifest.Dimension);
    }

    /// <summary>Runs what was filled in.</summary>
    public void Run() => _graph.Session.Run(_run, _inputs, _inputValues, _outputs, _outputValues);

    /// <summary>Has the pass's own thread run what was filled in.</summary>
    public void Begin()
    {
        if (_thread is null)
        {
            _thread = new Thread(Work) { IsBackground = true, Name = "image pass" };
            _thread.Start();
        }

        _begin.Release();
    }

    /// <summary>Waits for what was begun; what went wrong, or null.</summary>
    public Exception? End()
    {
        _ended.Wait();
        return Interlocked.Exchange(ref _fault, null);
    }

    /// <summary>Brings the output of the last run to unit-length rows.</summary>
    public void Read(int count, Span<float> embeddings)
    {
        _embeddings.AfterRun(count * _manifest.Dimension);
        EmbeddingRows.Normalise(_embeddings.Span, count, _manifest.Dimension, embeddings);
    }

    public void Dispose()
    {
        if (_thread is not null)
        {
            _isEnding = true;
            _begin.Release();
            _thread.Join();
        }

        _begin.Dispose();
        _ended.Dispose();
        _pixels.Dispose();
        _embeddings.Dispose();
        _run.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _begin.Wait();
            if (_isEnding)
            {
                return;
            }

            try
            {
                Run();
            }
            catch (Exception fault)
            {
                _fault = fault;
            }

            _ended.Release();
        }
    }
}
