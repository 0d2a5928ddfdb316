using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Clustering.Tests;

/// <summary>A job that may read so many images a second keeps to it, however many silos work on it.</summary>
public sealed class RateTests
{
    private const int Pictures = 120;
    private const int Silos = 2;
    private const double Rate = 30;

    /// <summary>A machine that stands still for a while makes a job late, and says nothing about its pace. It does not do so every time.</summary>
    private const int Rounds = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_with_a_rate_takes_as_long_as_that_over_two_silos_and_not_much_longer()
    {
        await using var cluster = await LoopbackCluster.StartAsync(Silos, Stop);
        ColourCorpus.Create(cluster.Folder("colours"), Pictures);

        // Encoders are loaded when the clock starts.
        await RunAsync(cluster, "warm", rate: null);
        List<double> seconds = [];
        for (var round = 1; round <= Rounds; round++)
        {
            var job = $"rated-{round}";
            seconds.Add(await RunAsync(cluster, job, Rate));

            // Never faster: the first image of each partition passes at once, each other one after its turn.
            Assert.InRange(seconds[^1], (Pictures - Silos) / Rate, double.MaxValue);
            Assert.All(Enumerable.Range(0, Silos), i => Assert.Contains($"Partition {job}/", cluster.LogOf(i), StringComparison.Ordinal));
            if (seconds[^1] <= 3 * Pictures / Rate)
            {
                break;
            }
        }

        Figures.Tell($"{Pictures} pictures at {Rate} a second over {Silos} silos: {string.Join(", ", seconds.Select(static one => $"{one:0.0} s"))}");
        Assert.InRange(seconds[^1], 0, 3 * Pictures / Rate);
    }

    /// <summary>Runs a job over a corpus of its own name, a partition a silo; how long it took by its own times.</summary>
    private static async Task<double> RunAsync(LoopbackCluster cluster, string id, double? rate)
    {
        var order = new
        {
            id, corpus = new { name = id, location = cluster.Folder("colours"), partitionSize = Pictures / Silos }, collection = "photos", encoder = PrismModel.Name,
            maxPartitionsInFlight = Silos, maxImagesPerSecond = rate,
        };
        using var answer = await cluster.Http.PostAsJsonAsync("/v1/jobs", order, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        var done = await cluster.UntilAsync(id, static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(3), Stop);
        Assert.Equal(("completed", Pictures - ColourCorpus.Broken(Pictures)), (done.GetProperty("state").GetString(), done.GetProperty("embedded").GetInt32()));
        return (Time(done, "endedAt") - Time(done, "submittedAt")).TotalSeconds;
    }

    private static DateTimeOffset Time(JsonElement job, string member) => job.GetProperty(member).GetDateTimeOffset();
}
