using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Jobs;

namespace Cluster.Grains.Tests;

public sealed class JobOverTwoSilosTests
{
    private const int Pictures = 600;

    [Fact]
    public async Task A_job_whose_partitions_lie_on_two_silos_accounts_for_every_picture()
    {
        await using var silos = await TwoSilos.WithPicturesAsync(Pictures);
        var job = silos.Job("both");
        Assert.True((await job.SubmitAsync(silos.Spec(partitionSize: 30))).Succeeded);

        // Both take part: slots are dealt to the emptiest silo, and each partition runs where its grain lives.
        var management = silos.Cluster.Client.GetGrain<IManagementGrain>(0);
        HashSet<SiloAddress> places = [];
        var done = await TwoSilos.UntilAsync(job, async snapshot =>
        {
            places.UnionWith((await management.GetDetailedGrainStatistics())
                .Where(static grain => grain.GrainType.Contains("PartitionGrain", StringComparison.OrdinalIgnoreCase))
                .Select(static grain => grain.SiloAddress));
            return snapshot.State != JobState.Running;
        });
        Assert.Equal((JobState.Completed, new OutcomeCounts(Pictures, 0, 0)), (done.State, done.Counts));
        Assert.Equal(Pictures, await silos.Index.CountAsync(done.Collection, null, default));
        Assert.Equal(2, places.Count);
    }

    [Fact]
    public async Task A_job_outlives_the_sudden_end_of_a_silo()
    {
        await using var silos = await TwoSilos.WithPicturesAsync(Pictures);
        var job = silos.Job("struck");
        await job.SubmitAsync(silos.Spec(partitionSize: 30));
        await TwoSilos.UntilAsync(job, static job => job.Counts.Embedded > 30);
        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1]);

        // The clients of the dead silo's grains are told by exceptions; then the job is woken where it lives now, as a start-up would.
        var done = await UntilOverAsync(silos);
        Assert.Equal(JobState.Completed, done.State);
        Assert.Equal(new OutcomeCounts(Pictures, 0, 0), done.Counts);
        Assert.Equal(Pictures, await silos.Index.CountAsync(done.Collection, null, default));
    }

    [Fact]
    public async Task A_straggler_is_cut_in_two_for_an_idle_silo_and_every_picture_is_accounted_for_once()
    {
        const int Many = 1_500;
        var jobs = new JobOptions { Straggling = TimeSpan.FromMilliseconds(100), JudgedAfter = TimeSpan.FromMilliseconds(500), LeastCut = 100 };
        await using var silos = await TwoSilos.WithPicturesAsync(Many, jobs);
        var job = silos.Job("straggling");
        Assert.True((await job.SubmitAsync(silos.Spec(partitionSize: Many))).Succeeded);
        var done = await TwoSilos.UntilAsync(job, static job => job.State != JobState.Running);
        Assert.Equal((JobState.Completed, new OutcomeCounts(Many, 0, 0)), (done.State, done.Counts));
        Assert.Equal(Many, await silos.Index.CountAsync(done.Collection, null, default));

        // One partition was listed; what was cut off it was worked on beside it.
        Assert.InRange(done.CompletedPartitions, 2, 32);
    }

    private static async Task<JobSnapshot> UntilOverAsync(TwoSilos silos)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            try
            {
                await silos.Job("struck").WakeAsync(limit.Token);
                var job = (await silos.Job("struck").ShowAsync(limit.Token)).Value!;
                if (job.State != JobState.Running)
                {
                    return job;
                }
            }
            catch (Exception fault) when (fault is OrleansException or TimeoutException)
            {
                // The grain is on its way to the other silo.
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}
