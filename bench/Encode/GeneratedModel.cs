using Cluster.Bench.Models;
using Cluster.Encoders;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Microsoft.Extensions.Options;

namespace Cluster.Bench.Encode;

/// <summary>A generated model folder, as the product opens it.</summary>
internal sealed class GeneratedModel : IDisposable
{
    private GeneratedModel(EncoderManifest manifest, IImageTower tower, string file) => (Manifest, Tower, File) = (manifest, tower, file);

    public EncoderManifest Manifest { get; }

    public IImageTower Tower { get; }

    /// <summary>The graph of the precision asked for.</summary>
    public string File { get; }

    public static async Task<GeneratedModel> OpenAsync(string folder, IImageTower tower, Precision precision)
    {
        ModelFolder.Write(folder, tower, Precision.Fp32, precision);
        var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [folder] }));
        var manifest = (await catalog.FindAsync(Path.GetFileName(folder), CancellationToken.None)).OrThrow();
        var suffix = precision switch { Precision.Fp16 => "_fp16", Precision.Int8 => "_quantized", _ => "" };
        return new GeneratedModel(manifest, tower, Path.Combine(folder, "onnx", $"vision_model{suffix}.onnx"));
    }

    /// <summary>The image tower, as a shard would load it.</summary>
    public IImageEncoder Load(OnnxOptions options) => new OnnxEncoderFactory(Options.Create(options)).LoadImageEncoder(Manifest);

    /// <summary>Tiles of noise.</summary>
    public byte[] Tiles(int count)
    {
        var tiles = new byte[count * 3 * Tower.Image * Tower.Image];
        new Random(1).NextBytes(tiles);
        return tiles;
    }

    public void Dispose() => Directory.Delete(Manifest.Folder, recursive: true);
}
