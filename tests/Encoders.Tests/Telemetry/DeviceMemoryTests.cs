using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cluster.Encoders.Telemetry;
using Cluster.TestSupport;

namespace Cluster.Encoders.Tests.Telemetry;

public sealed class DeviceMemoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_of_this_process_and_of_every_GPU_that_tells_it_is_measured()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell script in the place of nvidia-smi");
        using var folder = new TemporaryFolder();
        var program = folder.Path("nvidia-smi");
        await File.WriteAllTextAsync(
            program,
            """
            #!/bin/sh
            [ "$1 $2" = "--query-gpu=index,memory.used,memory.total --format=csv,noheader,nounits" ] || exit 1
            echo "0, 1234, 81559"
            echo "1, [N/A], [N/A]"
            echo "2, 0, 24564"
            """,
            Stop);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var meters = new Meters();
        using var instruments = new EncoderInstruments(meters, new DeviceMemory(program));

        var seen = await UntilAsync(seen => seen.Count == 6);
        Assert.Equal(1234L << 20, seen["cluster.device.memory.usage nvidia:0"]);
        Assert.Equal(81_559L << 20, seen["cluster.device.memory.limit nvidia:0"]);
        Assert.Equal(0, seen["cluster.device.memory.usage nvidia:2"]);
        Assert.Equal(24_564L << 20, seen["cluster.device.memory.limit nvidia:2"]);
        Assert.InRange(seen["cluster.device.memory.usage cpu"], 10 << 20, seen["cluster.device.memory.limit cpu"]);
    }

    [Fact]
    public void A_machine_without_GPUs_tells_of_its_process_alone()
    {
        using var folder = new TemporaryFolder();
        var memory = new DeviceMemory(folder.Path("none"));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal("cpu", Assert.Single(memory.Read()).Device);
        }
    }

    private static async Task<IReadOnlyDictionary<string, long>> UntilAsync(Func<IReadOnlyDictionary<string, long>, bool> enough)
    {
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Name.StartsWith("cluster.device.", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen[$"{instrument.Name} {tags[0].Value}"] = value);
        listener.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            listener.RecordObservableInstruments();
        }
        while (!enough(seen) && await pace.WaitForNextTickAsync(limit.Token));
        return seen;
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
