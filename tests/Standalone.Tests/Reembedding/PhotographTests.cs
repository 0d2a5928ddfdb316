using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests.Reembedding;

public sealed class PhotographTests
{
    [Fact]
    public async Task An_encoder_that_prepares_pictures_wrongly_is_refused_for_its_accuracy_and_not_chosen_by_a_comparison()
    {
        var clothing = SharedData.Path("datasets", "clothing", "test");
        await using var shop = await PhotographShop.OpenAsync(clothing);
        var labels = PhotographShop.LabelsOf(clothing);
        await shop.PostAsync("reembedding", new { encoder = PhotographShop.Wrong, labels, gates = new { sample = 30 } });
        var refused = await shop.UntilAsync("reembedding", static view => view.GetProperty("state").GetString() is "refused" or "draining");
        Assert.True(refused.GetProperty("state").GetString() == "refused", refused.ToString());
        var gate = refused.GetProperty("gates").EnumerateArray().Single(static gate => gate.GetProperty("name").GetString() == "zero-shot");
        Assert.False(gate.GetProperty("passed").GetBoolean());
        Assert.Contains("preprocessing", gate.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(gate.GetProperty("bound").GetDouble() > 0.7, gate.ToString());

        await shop.PostAsync("comparison", new { encoders = new[] { PhotographShop.Standin, PhotographShop.Wrong }, labels, sample = 120, pricePerHour = 1.5 });
        var compared = await shop.UntilAsync("comparison", static view => view.GetProperty("isOver").GetBoolean());
        Assert.StartsWith($"Choose {PhotographShop.Standin}@", compared.GetProperty("verdict").GetString(), StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage($"{gate.GetProperty("detail")}; {compared.GetProperty("verdict")}");
        var report = await shop.Cluster.Http.GetStringAsync($"/v1/collections/{PhotographShop.Collection}/comparison/report");
        Assert.Contains("data:image/jpeg;base64,", report, StringComparison.Ordinal);
        Assert.Contains("Which one should I choose?", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Photographs_change_their_encoder_under_load()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CLUSTER_SOAK") == "1", "takes some minutes: set CLUSTER_SOAK=1");
        var (clothing, grocery) = (SharedData.Path("datasets", "clothing"), SharedData.Path("datasets", "grocery"));
        await using var shop = await PhotographShop.OpenAsync(clothing, grocery);
        string[] files = [.. Directory.GetFiles(clothing, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] fields = ["_space"];
        string[] words = ["a dress", "a hat", "shoes", "a shirt", "juice", "milk", "an apple", "a jacket"];
        await using var queries = new LiveQueries(() => shop.Cluster, PhotographShop.Collection, [.. words.Select(text => (object)new { text, limit = 10, fields })]);
        await using var changes = new LiveChanges(
            () => shop.Cluster,
            PhotographShop.Collection,
            files.Select(file => PointId.For(new CorpusId("clothing"), new BlobKey(Path.GetRelativePath(clothing, file))).ToString()),
            i => File.ReadAllBytes(files[i % files.Length]),
            TimeSpan.FromMilliseconds(200));
        var before = await shop.Cluster.GetAsync($"/v1/collections/{PhotographShop.Collection}");
        await shop.PostAsync("reembedding", new { encoder = PhotographShop.Other, retentionSeconds = 5, shadowShare = 0.2, gates = new { sample = 60, minNeighbourOverlap = 0, maxLatencyRatio = 100 } });
        var end = await shop.UntilAsync("reembedding", static view => view.GetProperty("state").GetString() is "refused" or "retired");
        await changes.StopAsync();
        await queries.StopAsync();
        Assert.True(end.GetProperty("state").GetString() == "retired", end.ToString());
        var live = await shop.Cluster.GetAsync($"/v1/collections/{PhotographShop.Collection}");
        TestContext.Current.SendDiagnosticMessage(
            $"{before.GetProperty("points")} -> {live.GetProperty("points")} points; {queries.Answered} queries, {changes.Adds} adds, {changes.Patches} patches, {changes.Deletes} deletes; {end.GetProperty("audit")}");
        Assert.Empty(queries.Faults);
        Assert.Equal(0, queries.Unreachable);
        Assert.Empty(changes.Faults);
        Assert.Empty(await changes.LostAsync(shop.Cluster, live.GetProperty("space").GetString()!));
        Assert.Equal(before.GetProperty("points").GetInt64() + changes.Adds - changes.Deletes, live.GetProperty("points").GetInt64());
    }
}
