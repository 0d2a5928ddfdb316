using Cluster.Domain.Outcomes;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Sharding;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Placement;
using Cluster.Silo;
using Cluster.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Tests.Encoders;

public sealed class DeviceMemoryTests
{
    [Fact]
    public async Task An_encoder_that_finds_no_room_takes_that_of_the_least_recently_used_one()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo);
        var demo = await bed.GetAsync(ShardBed.Demo);
        var before = await ShardBed.EncodeAsync(demo);
        bed.Time.Advance(TimeSpan.FromSeconds(1));
        var standin = await bed.GetAsync(ShardBed.Standin);
        bed.Time.Advance(TimeSpan.FromSeconds(1));
        await ShardBed.EncodeAsync(demo);
        bed.Time.Advance(TimeSpan.FromSeconds(1));
        await bed.GetAsync(ShardBed.Golden);
        Assert.Equal([ShardBed.Demo, ShardBed.Golden], bed.Ready());

        // Who still holds the one that had to go asks as before; now the picture's own encoder is the oldest.
        bed.Time.Advance(TimeSpan.FromSeconds(1));
        await ShardBed.EncodeAsync(standin);
        Assert.Equal([ShardBed.Golden, ShardBed.Standin], bed.Ready());
        Assert.Equal(before, await ShardBed.EncodeAsync(demo));
        Assert.Equal([ShardBed.Demo, ShardBed.Standin], bed.Ready());
        Assert.Equal(3, bed.Factory.Unloaded);
    }

    [Fact]
    public async Task An_encoder_at_work_keeps_its_place_until_it_has_been_there_for_a_while()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo with
        {
            Devices = new Dictionary<string, int> { ["cpu"] = 100 }, MinResidency = TimeSpan.FromHours(1), RoomPatience = TimeSpan.FromSeconds(30), CanaryPeriod = TimeSpan.FromHours(1),
        });
        var demo = await bed.GetAsync(ShardBed.Demo);
        using var hold = bed.Factory.Hang = new ManualResetEventSlim();
        var working = ShardBed.EncodeAsync(demo, Lane.Bulk);
        var wanting = bed.GetAsync(ShardBed.Standin);
        await bed.UntilAsync(() => wanting.IsCompleted);
        Assert.Equal(FailureKind.Overloaded, (await Assert.ThrowsAsync<FailureException>(() => wanting)).Failure.Kind);
        hold.Set();
        await working;
        await bed.GetAsync(ShardBed.Standin);
        Assert.Equal([ShardBed.Standin], bed.Ready());
    }

    [Fact]
    public async Task Devices_take_their_turns_and_the_processor_only_where_no_other_has_room()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo with { Devices = new Dictionary<string, int> { ["cpu"] = 0, ["cuda:0"] = 100, ["cuda:1"] = 100 } });
        for (var i = 0; i < 4; i++)
        {
            await bed.GetAsync(ShardBed.Demo);
        }

        Assert.Equal([$"{ShardBed.Demo} on cuda:0", $"{ShardBed.Demo} on cuda:1"], bed.Factory.Loaded.Order());
    }

    [Fact]
    public async Task An_encoder_that_no_device_has_room_for_is_refused_with_both_numbers()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo with { Devices = new Dictionary<string, int> { ["cpu"] = 99 } });
        var fault = await Assert.ThrowsAsync<FailureException>(() => bed.GetAsync(ShardBed.Demo));
        Assert.Equal(FailureKind.Unavailable, fault.Failure.Kind);
        Assert.Contains("100 MiB", fault.Failure.Detail, StringComparison.Ordinal);
        Assert.Contains("cpu/99", fault.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_batch_bucket_is_run_before_work_is_taken()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo, new OnnxOptions { IntraOpThreads = 1, BatchBuckets = [1, 2, 4], MaxBatch = 8 });
        await bed.GetAsync(ShardBed.Demo);

        // The last one is the canary.
        Assert.Equal([1, 2, 4, 8, 1], bed.Factory.Batches.ToArray());
    }

    [Fact]
    public void Devices_are_configured_by_their_names_with_ordinals()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Encoders:Hosting:Devices:cpu"] = "1000", ["Encoders:Hosting:Devices:cuda:1"] = "2000", ["Encoders:Hosting:Devices:cuda:0"] = "3000", ["Encoders:Hosting:CanaryPeriod"] = "00:02:00",
        }).Build();
        var read = EncoderHostingSection.Read(configuration);
        Assert.Equal(TimeSpan.FromMinutes(2), read.CanaryPeriod);
        Assert.Equal(["cuda:0/3000", "cuda:1/2000", $"cpu/1000/{Environment.ProcessorCount}"], new EncoderDevices(read).All.Select(static device => device.ToString()));

        // As a host gets them.
        var options = new ServiceCollection().AddSiloRooms(configuration).BuildServiceProvider().GetRequiredService<IOptions<EncoderHostingOptions>>().Value;
        Assert.Equal(read.Devices.OrderBy(static device => device.Key), options.Devices.OrderBy(static device => device.Key));
    }

    [Fact]
    public void What_a_silo_announces_comes_back_as_it_went()
    {
        var traits = new SiloTraits([new SiloDevice("cuda:1", 81_559), new SiloDevice("cpu", 16_000) { Threads = 8 }], new HashSet<string> { "a@1", "b@2" });
        var read = SiloTraits.Read(traits.ToMetadata())!;
        Assert.Equal(traits.Devices, read.Devices);
        Assert.Equal(traits.Encoders, read.Encoders);
        Assert.Null(SiloTraits.Read(new Dictionary<string, string>()));
    }

    [Fact]
    public void A_machine_has_at_least_its_processor_with_its_threads()
    {
        var processor = new EncoderDevices(new EncoderHostingOptions()).All[^1];
        Assert.Equal((EncoderDevices.Processor, Environment.ProcessorCount), (processor.Name, processor.Threads));
        Assert.True(processor.MemoryMiB > 0);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        var faults = new EncoderHostingOptionsValidator().Validate(null, new EncoderHostingOptions
        {
            Devices = new Dictionary<string, int> { ["gpu"] = 1 }, Memory = new Dictionary<string, int> { ["m"] = 0 }, CanaryPeriod = TimeSpan.Zero, LeastCosine = 2,
        }).Failures!.ToList();
        Assert.Equal(4, faults.Count);
        Assert.All(faults, static fault => Assert.StartsWith(EncoderHostingOptions.Section, fault, StringComparison.Ordinal));
    }
}
