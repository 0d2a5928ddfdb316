using System.Net;
using System.Text.Json;

namespace Cluster.Clustering.Tests;

/// <summary><c>/health</c> of the shipped hosts, each a process of its own, through the troubles it is there to tell.</summary>
public sealed class HealthOverProcessesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silo_and_gateway_are_ready_exactly_while_they_can_work_and_name_what_is_wrong()
    {
        await using var cluster = await LoopbackCluster.StartAsync(2, Stop);
        Task<(HttpStatusCode, string)> Silo(string path) => cluster.HealthAsync(1, path, Stop);
        Task<(HttpStatusCode, string)> Gateway(string path) => GetAsync(cluster, path);

        Assert.Equal("encoders ready, index ready, membership ready", await UntilAsync(Silo, HttpStatusCode.OK));
        Assert.Equal("index ready, silos ready", await UntilAsync(Gateway, HttpStatusCode.OK));

        // The index refuses: both say so, both live, and both are ready again by themselves.
        cluster.Qdrant.State.IsAway = true;
        Assert.Equal("encoders ready, index unready, membership ready", await UntilAsync(Silo, HttpStatusCode.ServiceUnavailable));
        Assert.Equal("index unready, silos ready", await UntilAsync(Gateway, HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, (await Silo("/alive")).Item1);
        Assert.Equal(HttpStatusCode.OK, (await Gateway("/alive")).Item1);
        cluster.Qdrant.State.IsAway = false;
        Assert.Equal("encoders ready, index ready, membership ready", await UntilAsync(Silo, HttpStatusCode.OK));
        Assert.Equal("index ready, silos ready", await UntilAsync(Gateway, HttpStatusCode.OK));

        // One silo of two is enough for a gateway; none is not.
        Assert.Equal(0, await cluster.EndSiloAsync(1, Stop));
        Assert.Equal("index ready, silos ready", await UntilAsync(Gateway, HttpStatusCode.OK));
        await cluster.KillSiloAsync(0);
        Assert.Equal("index ready, silos unready", await UntilAsync(Gateway, HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, (await Gateway("/alive")).Item1);
        cluster.StartSilo(0);
        Assert.Equal("index ready, silos ready", await UntilAsync(Gateway, HttpStatusCode.OK));
    }

    private static async Task<(HttpStatusCode, string)> GetAsync(LoopbackCluster cluster, string path)
    {
        using var answer = await cluster.Http.GetAsync(path, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>Asks until the status is as wanted; the checks and their states. What is not ready must say why.</summary>
    private static async Task<string> UntilAsync(Func<string, Task<(HttpStatusCode, string)>> ask, HttpStatusCode wanted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Limit);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (true)
        {
            var (status, body) = await ask("/health");
            if (status == wanted)
            {
                var checks = JsonDocument.Parse(body).RootElement.GetProperty("checks").EnumerateArray().ToList();
                Assert.All(checks, static check => Assert.NotEmpty(check.GetProperty("detail").GetString()!));
                return string.Join(", ", checks.Select(static check => $"{check.GetProperty("name").GetString()} {check.GetProperty("status").GetString()}"));
            }

            Assert.True(await pace.WaitForNextTickAsync(limit.Token), body);
        }
    }
}
