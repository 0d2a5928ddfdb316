using System.Net.Http.Json;
using System.Text.Json;

namespace Cluster.Clustering.Tests;

public sealed class JobOverProcessesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_over_silos_and_a_gateway_of_their_own_processes_embeds_every_picture_and_is_searched()
    {
        await using var cluster = await LoopbackCluster.StartAsync(2, Stop);
        const int Count = 2_000;
        ColourCorpus.Create(cluster.Folder("colours"), Count);
        await cluster.SubmitAsync("plain", cluster.Folder("colours"), 200, Stop);
        var done = await cluster.UntilAsync("plain", static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(2), Stop);
        Assert.Equal("completed", done.GetProperty("state").GetString());
        Assert.Equal(Count - ColourCorpus.Broken(Count), cluster.Qdrant.State.Collections.Single().Value.Points.Count);
        using var answer = await cluster.Http.PostAsJsonAsync("/v1/collections/photos/search", new { text = ColourCorpus.TextOf(777), limit = 1 }, Stop);
        var hit = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("hits")[0];
        Assert.Equal(ColourCorpus.KeyOf(777), hit.GetProperty("key").GetString());

        // Both ended as asked, within the limit of the host.
        Assert.Equal(0, await cluster.EndSiloAsync(0, Stop));
        Assert.Equal(0, await cluster.EndSiloAsync(1, Stop));
    }
}
