namespace Cluster.Standalone.Tests.Reembedding;

public sealed class LiveReembeddingTests
{
    private const int Pictures = 240;

    [Fact]
    public async Task A_live_collection_changes_its_encoder_with_no_failed_query_no_mixed_answer_and_no_lost_change()
    {
        await using var shop = await LiveShop.OpenAsync(Pictures, new Dictionary<string, string> { ["PROBE_DELAY"] = "5", ["Reembedding__ShadowTime"] = "00:00:04" });
        var (oldSpace, _) = await shop.LiveAsync();
        await using var queries = new LiveQueries(() => shop.Cluster, LiveShop.Collection, shop.Questions);
        await using var changes = new LiveChanges(() => shop.Cluster, LiveShop.Collection, shop.Ids, LiveShop.Picture, TimeSpan.FromMilliseconds(30));
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 6, shadowShare = 1, gates = new { sample = 40 } });
        // A job that writes into the live generation meanwhile: its pictures must be in the new one, too.
        using var more = new TestSupport.TemporaryFolder();
        for (var i = 0; i < 60; i++)
        {
            await File.WriteAllBytesAsync(more.Path($"{i}.png"), LiveShop.Picture(1_000 + i));
        }

        await shop.Cluster.SubmitAsync("more", "more", more.Root, LiveShop.Collection, "first", checkpointInterval: 8);
        var switched = await shop.UntilAsync("draining", "retiring", "retired", "refused");
        Assert.True(switched.GetProperty("state").GetString() != "refused", switched.ToString());
        var latency = switched.GetProperty("gates").EnumerateArray().Single(static gate => gate.GetProperty("name").GetString() == "latency");
        Assert.Contains("live queries asked of both", latency.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await shop.Cluster.UntilOverAsync("more", TestContext.Current.CancellationToken);
        await shop.UntilAsync("retired");
        await Task.Delay(500);
        await changes.StopAsync();
        await queries.StopAsync();

        var (newSpace, points) = await shop.LiveAsync();
        Assert.NotEqual(oldSpace, newSpace);
        Assert.Empty(queries.Faults);
        Assert.Equal(0, queries.Unreachable);
        AssertUnderLoad(queries);
        Assert.Equal(2, queries.Answerers.Count());
        Assert.Empty(changes.Faults);
        Assert.True(changes is { Adds: > 5, Patches: > 10, Deletes: > 5 }, $"{changes.Adds} adds, {changes.Patches} patches, {changes.Deletes} deletes");
        Assert.Empty(await changes.LostAsync(shop.Cluster, newSpace));
        Assert.Equal(changes.Present.Count + 60, points);
        TestContext.Current.SendDiagnosticMessage(
            $"{queries.Answered} queries answered; {changes.Adds} adds, {changes.Patches} patches, {changes.Deletes} deletes");
    }

    [Fact]
    public async Task A_rollback_brings_the_old_generation_back_with_every_change_made_since()
    {
        await using var shop = await LiveShop.OpenAsync(Pictures);
        var (oldSpace, _) = await shop.LiveAsync();
        await using var queries = new LiveQueries(() => shop.Cluster, LiveShop.Collection, shop.Questions);
        await using var changes = new LiveChanges(() => shop.Cluster, LiveShop.Collection, shop.Ids, LiveShop.Picture, TimeSpan.FromMilliseconds(30));
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 600, gates = new { sample = 20 } });
        await shop.UntilAsync("draining");
        await Task.Delay(1_500);
        await shop.AskAsync("rollback");
        await shop.UntilAsync("rolled back");
        await changes.StopAsync();
        await queries.StopAsync();

        var (space, points) = await shop.LiveAsync();
        Assert.Equal(oldSpace, space);
        Assert.Empty(queries.Faults);
        Assert.Equal(0, queries.Unreachable);
        AssertUnderLoad(queries);
        Assert.Empty(changes.Faults);
        Assert.Empty(await changes.LostAsync(shop.Cluster, oldSpace));
        Assert.Equal(changes.Present.Count, points);
    }

    [Fact]
    public async Task A_re_embedding_survives_a_kill_in_every_state_with_no_lost_change()
    {
        await using var shop = await LiveShop.OpenAsync(Pictures);
        var killed = new List<string>();
        await using var queries = new LiveQueries(() => shop.Cluster, LiveShop.Collection, shop.Questions);
        await using var changes = new LiveChanges(() => shop.Cluster, LiveShop.Collection, shop.Ids, LiveShop.Picture, TimeSpan.FromMilliseconds(30));
        await shop.Cluster.KillAsync();
        await shop.StartAsync(new Dictionary<string, string> { ["PROBE_KILL_AT"] = "Planned" });
        try
        {
            await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 2, gates = new { sample = 20 } });
        }
        catch (HttpRequestException)
        {
            // Killed before it could answer: what it took on goes on all the same.
        }

        await shop.Cluster.UntilEndedAsync(TestContext.Current.CancellationToken);
        killed.Add("Planned");
        // Each run is killed in the next state, early or later in it.
        foreach (var (state, after) in new[] { ("Building", 150), ("CatchingUp", 0), ("Verifying", 200), ("CuttingOver", 0), ("Draining", 300), ("Retiring", 0) })
        {
            await shop.UntilKilledAtAsync(state, after);
            killed.Add(state);
        }

        await shop.StartAsync();
        await shop.UntilAsync("retired");
        await changes.StopAsync();
        await queries.StopAsync();
        var (space, points) = await shop.LiveAsync();
        Assert.Equal(7, killed.Count);
        Assert.Empty(queries.Faults);
        AssertUnderLoad(queries);
        Assert.Empty(changes.Faults);
        Assert.Empty(await changes.LostAsync(shop.Cluster, space));
        Assert.Equal(changes.Present.Count, points);
        Assert.EndsWith("--g2", (await shop.Cluster.GetAsync($"/v1/collections/{LiveShop.Collection}")).GetProperty("concreteCollection").GetString(), StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage($"{queries.Answered} queries answered, {queries.Unreachable} while there was no process; {changes.Expected.Count} points changed");
    }

    [Fact]
    public async Task A_rollback_survives_a_kill_in_every_state()
    {
        await using var shop = await LiveShop.OpenAsync(Pictures);
        var (oldSpace, _) = await shop.LiveAsync();
        await using var queries = new LiveQueries(() => shop.Cluster, LiveShop.Collection, shop.Questions);
        await using var changes = new LiveChanges(() => shop.Cluster, LiveShop.Collection, shop.Ids, LiveShop.Picture, TimeSpan.FromMilliseconds(30));
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 600, gates = new { sample = 20 } });
        await shop.UntilAsync("draining");
        await shop.Cluster.KillAsync();
        await shop.StartAsync(new Dictionary<string, string> { ["PROBE_KILL_AT"] = "RollingBack" });
        try
        {
            await shop.AskAsync("rollback");
        }
        catch (HttpRequestException)
        {
            // Killed before it could answer.
        }

        await shop.Cluster.UntilEndedAsync(TestContext.Current.CancellationToken);
        await shop.UntilKilledAtAsync("Discarding", 100);
        await shop.StartAsync();
        await shop.UntilAsync("rolled back");
        await changes.StopAsync();
        await queries.StopAsync();
        var (space, points) = await shop.LiveAsync();
        Assert.Equal(oldSpace, space);
        Assert.Empty(queries.Faults);
        AssertUnderLoad(queries);
        Assert.Empty(changes.Faults);
        Assert.Empty(await changes.LostAsync(shop.Cluster, oldSpace));
        Assert.Equal(changes.Present.Count, points);
    }

    private static void AssertUnderLoad(LiveQueries queries)
    {
        Assert.True(queries.Answered > 0, "no query was answered");
        Assert.True(queries.AskedPerSecond > LiveQueries.Rate - 1, $"only {queries.AskedPerSecond:0.0} queries a second were asked");
    }
}
