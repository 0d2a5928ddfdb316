using Cluster.Contracts.Encoders;
using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Grains.Encoders.Hosting;
using Cluster.Grains.Placement;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Cluster.Grains.Tests.Jobs;

public sealed class AdmissionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_without_the_encoder_admits_a_job_for_one_that_has_it_and_refuses_an_unknown_one_with_what_the_cluster_holds()
    {
        var encoder = (await new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [RepositoryFolder.Path("models")] })).FindAsync("demo-clip", Token)).OrThrow().Id;
        string? first = null;
        await using var silos = await TwoSilos.WithPicturesAsync(40, adjust: (name, silo) =>
        {
            var isFirst = Interlocked.CompareExchange(ref first, name, null) is null;
            silo.UseSiloMetadata(new SiloTraits(new EncoderDevices(new EncoderHostingOptions()).All, isFirst ? new HashSet<string> { encoder.Value } : []).ToMetadata());
            if (!isFirst)
            {
                silo.Services.PostConfigure<EncoderCatalogOptions>(static options =>
                {
                    options.ModelFolders.Clear();
                    options.ModelFolders.Add("/nowhere");
                });
            }
        });
        var without = silos.Cluster.Silos.Single(silo => silo.Name != first).SiloAddress;
        await UntilToldAsync(silos, encoder);

        // The job's grain lives where its encoder does not.
        RequestContext.Set(IPlacementDirector.PlacementHintKey, without);
        var submitted = await silos.Job("elsewhere").SubmitAsync(silos.Spec(partitionSize: 10), Token);
        var unknown = await silos.Job("unknown").SubmitAsync(silos.Spec(partitionSize: 10) with { Encoder = "nobody-has-it" }, Token);
        RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        var management = silos.Cluster.Client.GetGrain<IManagementGrain>(0);
        var places = (await management.GetDetailedGrainStatistics()).Where(static grain => grain.GrainType.Contains("JobGrain", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([without], places.Select(static grain => grain.SiloAddress).Distinct());

        Assert.True(submitted.Succeeded, $"{submitted.Failure}");
        Assert.Equal(FailureKind.EncoderNotFound, unknown.Failure?.Kind);
        Assert.Contains("'nobody-has-it'", unknown.Failure!.Detail, StringComparison.Ordinal);
        Assert.Contains(encoder.Value, unknown.Failure.Detail, StringComparison.Ordinal);

        var done = await TwoSilos.UntilAsync(silos.Job("elsewhere"), static job => job.State != JobState.Running);
        Assert.Equal((JobState.Completed, 40L), (done.State, done.Counts.Embedded));
        Assert.Equal([encoder], (await silos.Cluster.Client.GetGrain<IEncoderCatalogGrain>(IEncoderCatalogGrain.Key).ListAsync(Token)).Select(static known => known.Id));
    }

    private static async Task UntilToldAsync(TwoSilos silos, EncoderId encoder)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await silos.Cluster.Client.GetGrain<IPartitionSchedulerGrain>(IPartitionSchedulerGrain.Key).EncodersAsync(limit.Token))?.Contains(encoder) != true
            || !(await silos.Cluster.Client.GetGrain<IEncoderDirectoryGrain>(encoder.Value).PickAsync(limit.Token)).Succeeded)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
