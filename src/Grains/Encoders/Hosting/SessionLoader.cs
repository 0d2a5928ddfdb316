using Cluster.Encoders;
using Cluster.Encoders.Sharding;
using Cluster.Encoders.Telemetry;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>Loads encoders onto devices and warms them.</summary>
internal sealed class SessionLoader(IEncoderFactory factory, EncoderShardOptions options, EncoderInstruments instruments, TimeProvider time)
{
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">ModelIncomplete; Unavailable when the device cannot be used.</exception>
    public ShardSession Load(EncoderManifest manifest, string device)
    {
        var images = new MeasuredImageEncoder(factory.LoadImageEncoder(manifest, device), instruments);
        MeasuredTextEncoder? texts = null;
        try
        {
            texts = factory.LoadTextEncoder(manifest, device) is { } tower ? new MeasuredTextEncoder(tower, instruments) : null;
            Warm(images, texts);
            var shard = new EncoderShard(images, texts, options, time);
            return new ShardSession(shard, new MeasuredEncoderShard(shard, instruments), $"{factory.PrecisionOf(manifest)}-{images.Device.Split(':')[0]}", texts is not null);
        }
        catch
        {
            images.Dispose();
            texts?.Dispose();
            throw;
        }
    }

    /// <summary>The first pass of a shape plans, compiles and takes memory: better before anyone waits for it.</summary>
    private static void Warm(MeasuredImageEncoder images, MeasuredTextEncoder? texts)
    {
        var spec = images.Manifest.Preprocessing;
        var tile = CanaryPicture.Tile(spec.Width, spec.Height);
        foreach (var size in images.WarmBatches)
        {
            var tiles = new byte[size * tile.Length];
            for (var i = 0; i < size; i++)
            {
                tile.CopyTo(tiles, i * tile.Length);
            }

            images.Encode(tiles, size, new float[size * images.Manifest.Dimension]);
        }

        texts?.Encode([CanaryPicture.Text], new float[texts.Manifest.Dimension]);
    }
}
