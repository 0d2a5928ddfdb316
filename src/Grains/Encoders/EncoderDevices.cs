using Cluster.Grains.Placement;

namespace Cluster.Grains.Encoders;

/// <summary>
/// The devices of this silo, in the order in which they are preferred: those configured, with the processor last, or else the processor alone.
/// The processor counts as one device, with half of the memory that the process may use.
/// </summary>
public sealed class EncoderDevices
{
    private const long MiB = 1L << 20;

    /// <summary>Takes the configured devices, or looks for them.</summary>
    public EncoderDevices(EncoderDeviceOptions options) => All = options.Devices.Count > 0
        ? [.. options.Devices.Select(static device => new SiloDevice(device.Key, device.Value)).OrderBy(static device => device.Name == EncoderShards.DefaultDevice).ThenBy(static device => device.Name, StringComparer.Ordinal)]
        : [new SiloDevice(EncoderShards.DefaultDevice, (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / MiB))];

    /// <summary>All of them; at least one.</summary>
    public IReadOnlyList<SiloDevice> All { get; }
}
