namespace Cluster.Grains.Placement;

/// <summary>What a silo announces about itself, as metadata of its membership.</summary>
/// <param name="Devices">Its devices: name, and memory in MiB.</param>
/// <param name="Encoders">The encoders that it can hold, <c>name@version</c>.</param>
public sealed record SiloTraits(IReadOnlyList<SiloDevice> Devices, IReadOnlySet<string> Encoders)
{
    private const string DevicesKey = "cluster.devices";
    private const string EncodersKey = "cluster.encoders";

    /// <summary>As metadata.</summary>
    public Dictionary<string, string> ToMetadata() => new()
    {
        [DevicesKey] = string.Join(',', Devices),
        [EncodersKey] = string.Join(',', Encoders.Order(StringComparer.Ordinal)),
    };

    /// <summary>Reads what <see cref="ToMetadata"/> wrote; null for a silo that announces nothing.</summary>
    public static SiloTraits? Read(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(DevicesKey, out var devices) && metadata.TryGetValue(EncodersKey, out var encoders)
            ? new SiloTraits(
                [.. devices.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(SiloDevice.Parse)],
                encoders.Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal))
            : null;
}
