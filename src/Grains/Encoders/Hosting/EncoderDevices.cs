using System.Globalization;
using Cluster.Encoders;
using Cluster.Encoders.Onnx;
using Cluster.Grains.Placement;

namespace Cluster.Grains.Encoders.Hosting;

/// <summary>
/// The devices of this silo, in the order in which they are preferred: those configured, or else the GPUs that the runtime can use; the processor last.
/// The processor counts as one device with all its threads and, where nothing is configured, half of the memory that the process may use.
/// </summary>
public sealed class EncoderDevices
{
    /// <summary>The name of the processor as a device.</summary>
    public const string Processor = "cpu";

    private const long MiB = 1L << 20;
    private readonly EncoderHostingOptions _options;

    /// <summary>Takes the configured devices, or looks for them.</summary>
    public EncoderDevices(EncoderHostingOptions options)
    {
        _options = options;
        All = options.Devices.Count > 0
            ? [.. options.Devices.Select(static device => Device(device.Key, device.Value)).OrderBy(static device => device.Name == Processor).ThenBy(static device => Ordinal(device.Name))]
            : [.. CudaDevices.Find().Select(static gpu => Device($"cuda:{gpu.Ordinal}", gpu.MemoryMiB)), Device(Processor, (int)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / MiB))];
    }

    /// <summary>All of them; at least one.</summary>
    public IReadOnlyList<SiloDevice> All { get; }

    /// <summary>MiB that an encoder takes of a device.</summary>
    public int MemoryOf(EncoderManifest manifest, IEncoderFactory factory) =>
        _options.Memory.TryGetValue(Path.GetFileName(manifest.Folder), out var known) ? known : factory.MemoryMiB(manifest);

    /// <summary>Whether an encoder of that size has room on any of them when nothing else is there.</summary>
    public bool CanHold(int memoryMiB) => All.Any(device => device.HasRoomFor(memoryMiB));

    private static SiloDevice Device(string name, int memory) => new(name, memory) { Threads = name == Processor ? Environment.ProcessorCount : 0 };

    private static int Ordinal(string name) => name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : 0;
}
