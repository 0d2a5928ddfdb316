using Cluster.TestSupport;
using Microsoft.ML.OnnxRuntime;

namespace Cluster.DemoEncoder.Tests;

/// <summary>models/demo-clip in ONNX Runtime.</summary>
internal sealed class DemoModel : IDisposable
{
    public const int Side = 112, Context = 32, Dimension = 128;

    public static readonly string Folder = RepositoryFolder.Path("models", "demo-clip");

    private readonly InferenceSession _image = new(Path.Combine(Folder, "onnx", "vision_model.onnx"));
    private readonly InferenceSession _text = new(Path.Combine(Folder, "onnx", "text_model.onnx"));

    public ReferenceTokens Tokens { get; } = new(Folder);

    /// <summary>An embedding a picture.</summary>
    public float[][] Encode(IReadOnlyList<byte[]> jpegs)
    {
        const int Tile = 3 * Side * Side;
        var input = new float[jpegs.Count * Tile];
        Parallel.For(0, jpegs.Count, i => ReferenceTile.Write(jpegs[i], Side, input.AsSpan(i * Tile, Tile)));
        using var pixels = OrtValue.CreateTensorValueFromMemory(input, [jpegs.Count, 3, Side, Side]);
        return Run(_image, "pixel_values", pixels, "image_embeds");
    }

    /// <summary>An embedding a text.</summary>
    public float[][] Encode(IReadOnlyList<string> texts, int context = Context)
    {
        var ids = texts.SelectMany(text => Tokens.Encode(text, context)).ToArray();
        using var input = OrtValue.CreateTensorValueFromMemory(ids, [texts.Count, context]);
        return Run(_text, "input_ids", input, "text_embeds");
    }

    public void Dispose()
    {
        _image.Dispose();
        _text.Dispose();
    }

    private static float[][] Run(InferenceSession session, string inputName, OrtValue input, string outputName)
    {
        using var options = new RunOptions();
        using var outputs = session.Run(options, [inputName], [input], [outputName]);
        var rows = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        return [.. rows.Chunk(Dimension)];
    }
}
