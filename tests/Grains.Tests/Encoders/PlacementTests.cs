using Cluster.Contracts.Encoders;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Placement;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Cluster.Grains.Tests.Encoders;

public sealed class PlacementTests
{
    [Fact]
    public async Task Partitions_and_shards_live_where_a_device_has_room_for_their_encoder_and_only_there()
    {
        var token = TestContext.Current.CancellationToken;
        var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [RepositoryFolder.Path("models")] }));
        var encoder = (await catalog.FindAsync("demo-clip", token)).OrThrow().Id;

        // The second silo has the model's files, too, but no device that could hold it.
        string? first = null;
        await using var silos = await TwoSilos.WithPicturesAsync(120, adjust: (name, silo) =>
        {
            var isFirst = Interlocked.CompareExchange(ref first, name, null) is null;
            var hosting = new EncoderHostingOptions { Devices = new Dictionary<string, int> { ["cpu"] = isFirst ? 0 : 1 } };
            silo.Services.AddSingleton(Options.Create(hosting));
            silo.UseSiloMetadata(new SiloTraits(new EncoderDevices(hosting).All, isFirst ? new HashSet<string> { encoder.Value } : []).ToMetadata());
        });
        var able = silos.Cluster.Silos.Single(silo => silo.Name == first).SiloAddress;
        var unable = silos.Cluster.Silos.Single(silo => silo.Name != first).SiloAddress;
        var job = silos.Job("placed");
        Assert.True((await job.SubmitAsync(silos.Spec(partitionSize: 10), token)).Succeeded);
        var management = silos.Cluster.Client.GetGrain<IManagementGrain>(0);
        HashSet<SiloAddress> places = [];
        var done = await TwoSilos.UntilAsync(job, async snapshot =>
        {
            places.UnionWith(await PlacesAsync("PartitionGrain"));
            return snapshot.State != JobState.Running;
        });
        Assert.Equal((JobState.Completed, 120L), (done.State, done.Counts.Embedded));
        Assert.Equal([able], places);

        var directory = silos.Cluster.Client.GetGrain<IEncoderDirectoryGrain>(encoder.Value);
        for (var i = 0; i < 4; i++)
        {
            var address = (await directory.PickAsync(token)).OrThrow();
            Assert.Equal(able.ToParsableString(), address.Silo);
            Assert.True((await silos.Cluster.Client.GetGrain<IEncoderShardGrain>(address.ToString()).EncodeTextsAsync(["a red shoe"], token)).Succeeded);
        }

        Assert.Equal([able], await PlacesAsync("EncoderShardGrain"));

        // Sent to the other one all the same, it says so.
        var wrong = new EncoderShardAddress(encoder, unable.ToParsableString(), "cpu");
        var refused = await silos.Cluster.Client.GetGrain<IEncoderShardGrain>(wrong.ToString()).EncodeTextsAsync(["a red shoe"], token);
        Assert.Equal(FailureKind.Unavailable, refused.Failure?.Kind);

        async Task<HashSet<SiloAddress>> PlacesAsync(string type) =>
            [.. (await management.GetDetailedGrainStatistics()).Where(grain => grain.GrainType.Contains(type, StringComparison.OrdinalIgnoreCase)).Select(static grain => grain.SiloAddress)];
    }
}
