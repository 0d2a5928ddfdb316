namespace Cluster.Encoders.Telemetry;

/// <summary>Memory of a device, bytes.</summary>
/// <param name="Device"><c>cpu</c> for this process, <c>nvidia:0</c> for a GPU with all that runs on it.</param>
/// <param name="Used">In use.</param>
/// <param name="Limit">What there is: of the container where it has a limit, of the GPU as a whole.</param>
public readonly record struct DeviceReading(string Device, long Used, long Limit);
