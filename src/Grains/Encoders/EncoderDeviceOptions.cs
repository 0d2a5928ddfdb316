namespace Cluster.Grains.Encoders;

/// <summary>The devices that this silo holds encoders on.</summary>
public sealed record EncoderDeviceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Hosting";

    /// <summary>Devices by name, with the memory in MiB that encoders may take there. Default, when empty: what the machine has (see <see cref="EncoderDevices"/>).</summary>
    public IDictionary<string, int> Devices { get; init; } = new Dictionary<string, int>();
}
