using System.Text.Json;
using Cluster.Bench.Models.Onnx;
using Cluster.Encoders.Onnx;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests;

/// <summary>A model folder with small graphs, named and shaped as a test likes. The picture's embedding is the mean of its channels, a text's that of its ids.</summary>
internal sealed class ModelBed : IDisposable
{
    public const int Side = 8;
    public const int Dimension = 4;
    private readonly TemporaryFolder _models = new();

    public ModelBed(string modelType = "clip", object? more = null)
    {
        Directory.CreateDirectory(Path("onnx"));
        Write("config.json", JsonSerializer.SerializeToNode(new { model_type = modelType, projection_dim = Dimension, vision_config = new { hidden_size = Dimension } })!.AsObject(), more);
        Write("preprocessor_config.json", JsonSerializer.SerializeToNode(new { size = new { shortest_edge = Side }, crop_size = Side, do_center_crop = true })!.AsObject(), null);
        File.Copy(SharedData.Path("goldens", "models", "metaclip-vit", "tokenizer.json"), Path("tokenizer.json"));
        File.WriteAllBytes(Path("onnx", "vision_model.onnx"), Vision());
    }

    public static OnnxOptions Options { get; } = new() { IntraOpThreads = 1 };

    public string Path(params string[] parts) => _models.Path(["model", .. parts]);

    public async Task<EncoderManifest> ManifestAsync() =>
        (await new EncoderCatalog(Microsoft.Extensions.Options.Options.Create(new EncoderCatalogOptions { ModelFolders = [_models.Root] })).FindAsync("model", TestContext.Current.CancellationToken)).OrThrow();

    public async Task<IImageEncoder> ImagesAsync(byte[]? graph = null, OnnxOptions? options = null)
    {
        File.WriteAllBytes(Path("onnx", "vision_model.onnx"), graph ?? Vision());
        return Factory(options).LoadImageEncoder(await ManifestAsync());
    }

    public async Task<ITextEncoder> TextsAsync(byte[]? graph = null, OnnxOptions? options = null)
    {
        File.WriteAllBytes(Path("onnx", "text_model.onnx"), graph ?? Text());
        return Factory(options).LoadTextEncoder(await ManifestAsync())!;
    }

    public static OnnxEncoderFactory Factory(OnnxOptions? options = null) => new(Microsoft.Extensions.Options.Options.Create(options ?? Options));

    public static byte[] Vision(string input = "pixel_values", string output = "image_embeds", object? batch = null, ElementType type = ElementType.Float, int dimension = Dimension, int side = Side, Action<GraphWriter>? more = null)
    {
        var graph = new GraphWriter();
        var pixels = graph.Input(input, type, batch ?? "batch", 3, side, side);
        var means = graph.Node("ReduceMean", [graph.Node("Cast", [pixels], ("to", (int)ElementType.Float))], ("axes", new[] { 2, 3 }), ("keepdims", 0));
        graph.Output(output, graph.Node("Cast", [graph.Node("MatMul", [means, Ramp(graph, 3, dimension)])], ("to", (int)type)), type, batch ?? "batch", dimension);
        more?.Invoke(graph);
        return graph.ToArray();
    }

    public static byte[] Text(
        string input = "input_ids", string output = "text_embeds", object? length = null, ElementType type = ElementType.Int64, string? mask = "attention_mask", string? types = null, int dimension = Dimension)
    {
        var graph = new GraphWriter();
        var values = graph.Node("Cast", [graph.Input(input, type, "batch", length ?? "length")], ("to", (int)ElementType.Float));
        if (mask is not null)
        {
            values = graph.Node("Mul", [values, graph.Node("Cast", [graph.Input(mask, type, "batch", length ?? "length")], ("to", (int)ElementType.Float))]);
        }

        if (types is not null)
        {
            values = graph.Node("Add", [values, graph.Node("Cast", [graph.Input(types, type, "batch", length ?? "length")], ("to", (int)ElementType.Float))]);
        }

        var sum = graph.Node("ReduceSum", [values, graph.Integers(1)], ("keepdims", 1));
        var offset = graph.Node("Add", [graph.Node("MatMul", [sum, Ramp(graph, 1, dimension)]), graph.Scalar(1e5f)]);
        graph.Output(output, graph.Node("Mul", [offset, Ramp(graph, 1, dimension)]), ElementType.Float, "batch", dimension);
        return graph.ToArray();
    }

    public static byte[] Tiles(int count, int seed = 1)
    {
        var tiles = new byte[count * Side * Side * 3];
        new Random(seed).NextBytes(tiles);
        return tiles;
    }

    public static float[] Encode(IImageEncoder encoder, byte[] tiles)
    {
        var count = tiles.Length / (Side * Side * 3);
        var rows = new float[count * encoder.Manifest.Dimension];
        encoder.Encode(tiles, count, rows);
        return rows;
    }

    public static float[] Encode(ITextEncoder encoder, params IReadOnlyList<string> texts)
    {
        var rows = new float[texts.Count * encoder.Manifest.Dimension];
        encoder.Encode(texts, rows);
        return rows;
    }

    public void Dispose() => _models.Dispose();

    private static string Ramp(GraphWriter graph, int rows, int columns) =>
        graph.Floats([.. Enumerable.Range(0, rows * columns).Select(static i => ((i * 7) % 5) - 1.7f)], rows, columns);

    private void Write(string file, System.Text.Json.Nodes.JsonObject content, object? more)
    {
        if (more is not null)
        {
            foreach (var (key, value) in JsonSerializer.SerializeToNode(more)!.AsObject())
            {
                content[key] = value?.DeepClone();
            }
        }

        File.WriteAllText(Path(file), content.ToJsonString());
    }
}
