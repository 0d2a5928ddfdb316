namespace Cluster.Grains.Encoders.Hosting;

/// <summary>On what this silo holds encoders, and how it looks after them.</summary>
public sealed record EncoderHostingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Hosting";

    /// <summary>Devices by name, with the memory in MiB that encoders may take there; 0 for no limit. Default, when empty: what the machine has (see <see cref="EncoderDevices"/>).</summary>
    public IDictionary<string, int> Devices { get; init; } = new Dictionary<string, int>();

    /// <summary>MiB that single encoders take, by model folder, where the estimate from their files is wrong. Default: none.</summary>
    public IDictionary<string, int> Memory { get; init; } = new Dictionary<string, int>();

    /// <summary>How long an encoder that is at work keeps its place on a device when another one is needed there, 0 to 1 h; an idle one goes at once. Default: 30 seconds.</summary>
    public TimeSpan MinResidency { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for room on a device, 1 s to 10 min. Default: 60 seconds.</summary>
    public TimeSpan RoomPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often every loaded encoder is checked by its canary, 1 s to 1 h. Default: 1 minute.</summary>
    public TimeSpan CanaryPeriod { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a canary, or any forward pass, may take before the device counts as wedged, 1 s to 10 min. Default: 20 seconds.</summary>
    public TimeSpan CanaryPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Cosine to the stored embedding below which a canary has failed, 0.5 to 1. Default: 0.99.</summary>
    public double LeastCosine { get; init; } = 0.99;
}
