using Cluster.FakeQdrant;
using Grpc.Core;

namespace Cluster.Clustering.Tests;

/// <summary>Jobs over processes, paused, resumed, cancelled, weighed against each other, and held back by the index.</summary>
public sealed class SteeringTests
{
    private const int Pictures = 2_400;
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_are_paused_resumed_cancelled_share_by_weight_and_wait_for_a_busy_index()
    {
        Soak.SkipUnlessAsked();
        await using var cluster = await LoopbackCluster.StartAsync(2, Stop, new Dictionary<string, string> { ["PROBE_IMAGE_MICROSECONDS"] = "8000" });
        ColourCorpus.Create(cluster.Folder("colours"), Pictures);

        // An index that asks for patience, more often than a call is tried: nothing fails.
        for (var i = 0; i < 30; i++)
        {
            cluster.Qdrant.State.FailNext(new ServerFault("Upsert", StatusCode.ResourceExhausted) { Trailers = new Metadata { { "retry-after", "1" } } });
        }

        await cluster.SubmitAsync("heavy", cluster.Folder("colours"), 60, Stop, weight: 3);
        await cluster.UntilAsync("points in spite of the busy index", () => cluster.Points > 100, Generous, Stop);
        Assert.False((await cluster.ShowAsync("heavy", Stop))!.Value.TryGetProperty("failure", out var failure), $"{failure}");

        await PostAsync(cluster, "heavy/pause");
        await StandsStillAsync(cluster);
        Assert.Equal("paused", (await cluster.ShowAsync("heavy", Stop))!.Value.GetProperty("state").GetString());

        // A copy of the corpus, under a name of its own, with a third of the weight.
        await cluster.SubmitAsync("light", cluster.Folder("colours"), 60, Stop, weight: 1, corpus: "again");
        await PostAsync(cluster, "heavy/resume");
        await cluster.UntilAsync("heavy", job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(3), Stop);
        var light = (await cluster.ShowAsync("light", Stop))!.Value;
        Assert.Equal("running", light.GetProperty("state").GetString());
        Assert.InRange(light.GetProperty("embedded").GetInt32(), 1, Pictures * 2 / 3);

        await PostAsync(cluster, "light/cancel");
        await StandsStillAsync(cluster);
        Assert.Equal("cancelled", (await cluster.ShowAsync("light", Stop))!.Value.GetProperty("state").GetString());
    }

    private static async Task PostAsync(LoopbackCluster cluster, string verb)
    {
        using var answer = await cluster.Http.PostAsync($"/v1/jobs/{verb}", null, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>No point comes for a while.</summary>
    private static async Task StandsStillAsync(LoopbackCluster cluster)
    {
        var (points, since) = (-1, 0);
        await cluster.UntilAsync(
            "no more points come",
            () =>
            {
                (points, since) = cluster.Points == points ? (points, since + 1) : (cluster.Points, 0);
                return since >= 20;
            },
            Generous,
            Stop);
    }
}
