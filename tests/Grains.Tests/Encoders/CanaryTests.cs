using Cluster.Contracts.Encoders;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.TestSupport;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Grains.Tests.Encoders;

public sealed class CanaryTests
{
    [Fact]
    public async Task A_shard_that_begins_to_compute_nonsense_is_taken_out_and_comes_back_when_it_is_right_again()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo);
        var shard = await bed.GetAsync(ShardBed.Demo);
        var right = await ShardBed.EncodeAsync(shard);
        Assert.Equal(HealthStatus.Healthy, (await bed.HealthAsync()).Status);

        bed.Factory.IsWrong = true;
        await bed.UntilAsync(() => bed.Report(ShardBed.Demo)?.Condition == ShardCondition.Out);
        Assert.Contains("cosine", bed.Report(ShardBed.Demo)!.Detail, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<FailureException>(() => ShardBed.EncodeAsync(shard))).Failure.Kind);
        var health = await bed.HealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("cosine", health.Description, StringComparison.Ordinal);

        bed.Factory.IsWrong = false;
        await bed.UntilAsync(() => bed.Ready() is [ShardBed.Demo]);
        Assert.Equal(right, await ShardBed.EncodeAsync(shard));
        Assert.Equal(HealthStatus.Healthy, (await bed.HealthAsync()).Status);
        Assert.True(bed.Factory.Loaded.Count >= 2);
    }

    [Fact]
    public async Task A_shard_that_hangs_is_rebuilt_and_what_the_old_one_still_computes_reaches_nobody()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo);
        var shard = await bed.GetAsync(ShardBed.Demo);
        using var hang = bed.Factory.Hang = new ManualResetEventSlim();
        var spec = shard.Manifest.Preprocessing;
        var memory = new float[shard.Manifest.Dimension];
        var caught = shard.EncodeImagesAsync(new byte[spec.Width * spec.Height * 3], 1, memory, Lane.Bulk, TestContext.Current.CancellationToken);
        await bed.UntilAsync(() => caught.IsCompleted);
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<FailureException>(() => caught)).Failure.Kind);
        await bed.UntilAsync(() => bed.Ready() is [ShardBed.Demo]);
        Assert.Equal(2, bed.Factory.Loaded.Count);
        await ShardBed.EncodeAsync(shard);

        // The device comes back: the old towers finish, and are unloaded.
        hang.Set();
        await bed.UntilAsync(() => bed.Factory.Unloaded == 1);
        Assert.All(memory, static value => Assert.Equal(0, value));
    }

    [Fact]
    public async Task A_shard_that_is_wrong_from_the_start_never_takes_work_once_a_cluster_knows_the_answer()
    {
        using var folder = new TemporaryFolder();
        await using (var first = new ShardBed(folder, ShardBed.RoomForTwo))
        {
            await first.GetAsync(ShardBed.Demo);
        }

        await using var second = new ShardBed(folder, ShardBed.RoomForTwo, fault: static factory => factory.IsWrong = true);
        var fault = await Assert.ThrowsAsync<FailureException>(() => second.GetAsync(ShardBed.Demo));
        Assert.Equal(FailureKind.Unavailable, fault.Failure.Kind);
        Assert.Equal(ShardCondition.Out, second.Report(ShardBed.Demo)!.Condition);
        await second.UntilAsync(() => second.Factory.Unloaded > 0);
    }

    [Fact]
    public async Task One_shard_of_two_that_is_out_makes_a_silo_degraded_and_says_which()
    {
        using var folder = new TemporaryFolder();
        await using (var first = new ShardBed(folder, ShardBed.RoomForTwo))
        {
            await first.GetAsync(ShardBed.Demo);
        }

        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo);
        await bed.GetAsync(ShardBed.Standin);
        bed.Factory.IsWrong = true;
        await Assert.ThrowsAsync<FailureException>(() => bed.GetAsync(ShardBed.Demo));
        var health = await bed.HealthAsync();
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.StartsWith(ShardBed.Demo, health.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_of_a_canary_is_stored_with_picture_and_text()
    {
        using var folder = new TemporaryFolder();
        await using var bed = new ShardBed(folder, ShardBed.RoomForTwo);
        var shard = await bed.GetAsync(ShardBed.Demo);
        var stored = await File.ReadAllTextAsync(folder.Path("artifacts", "canaries", shard.Manifest.Space.Value, "fp32-cpu.json"), TestContext.Current.CancellationToken);
        using var record = System.Text.Json.JsonDocument.Parse(stored);
        Assert.Equal(shard.Manifest.Dimension, record.RootElement.GetProperty("image").GetArrayLength());
        Assert.Equal(shard.Manifest.Dimension, record.RootElement.GetProperty("text").GetArrayLength());
    }
}
