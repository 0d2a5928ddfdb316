using Cluster.Encoders.Onnx;
using Cluster.Imaging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.Bench.Encode;

/// <summary>The graph alone, opened as the product opens it: its input is brought to the device once, so that a run is what the device does.</summary>
internal sealed class BareRun : IDisposable
{
    private readonly OnnxSession _graph;
    private readonly RunOptions _run = new();
    private readonly OrtValue _input;
    private readonly OrtIoBinding _binding;

    public BareRun(GeneratedModel model, OnnxOptions options, byte[] tiles, int batch)
    {
        var spec = model.Manifest.Preprocessing;
        var pixels = new float[tiles.Length];
        TileNormalizer.Normalize(tiles, batch, spec, pixels);
        _graph = new OnnxSessions(options, NullLogger.Instance).Open(model.File, provider => SessionSettings.OfImages(options, provider, null));
        _input = OrtValue.CreateTensorValueFromMemory(pixels, [batch, 3, spec.Height, spec.Width]);
        _binding = _graph.Session.CreateIoBinding();
        _binding.BindInput("pixel_values", _input);
        _binding.SynchronizeBoundInputs();

        // The embeddings come back with every run, which so has ended when it returns.
        _binding.BindOutputToDevice("image_embeds", OrtMemoryInfo.DefaultInstance);
    }

    public void Run()
    {
        _graph.Session.RunWithBinding(_run, _binding);
        _binding.SynchronizeBoundOutputs();
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        _run.Dispose();
        _graph.Dispose();
    }
}
