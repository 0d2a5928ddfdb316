using Cluster.Encoders;
using Cluster.Encoders.Sharding;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>An encoder loaded onto a device, from loading to unloading.</summary>
/// <param name="Shard">The towers with their threads and lanes.</param>
/// <param name="Measured">The same, measured: what callers use.</param>
/// <param name="Variant">Precision and kind of device, as canaries are stored: <c>fp32-cpu</c>.</param>
/// <param name="HasText">Whether it has a text tower.</param>
internal sealed record ShardSession(EncoderShard Shard, IEncoderShard Measured, string Variant, bool HasText)
{
    public EncoderManifest Manifest => Shard.Manifest;

    /// <summary>The stored answer of its canary, once it was read.</summary>
    public CanaryRecord? Canary { get; set; }

    /// <summary>A remark for people; null for none.</summary>
    public string? Note { get; set; }

    /// <summary>Whether it has been taken from its device: what was refused because of that may be asked of the next session.</summary>
    public bool IsEvicted { get; set; }
}
