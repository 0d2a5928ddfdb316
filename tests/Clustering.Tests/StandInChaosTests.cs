using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Numerics.Tensors;
using System.Text.Json;
using Cluster.Domain.Payloads;
using Cluster.TestSupport;

namespace Cluster.Clustering.Tests;

/// <summary>The same chaos over silos as they are, with a real encoder and decoding in processes of their own.</summary>
public sealed class StandInChaosTests(ITestOutputHelper output)
{
    private const int Pictures = 600;
    private const string Encoder = "standin-dual-encoder";
    private static readonly string[] Words = ["a red dress", "shoes", "a wooden chair", "something blue", "a mug", "stripes", "a bag", "a lamp"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_with_a_real_encoder_whose_silos_and_Redis_are_killed_gives_the_vectors_of_one_that_was_left_alone()
    {
        Soak.SkipUnlessAsked();
        var models = Path.GetDirectoryName(SharedData.Path("models", Encoder))!;
        await using var cluster = await LoopbackCluster.StartAsync(3, Stop, new Dictionary<string, string> { ["Encoders__ModelFolders__1"] = models }, probed: false);
        var folder = cluster.Folder("squares");
        Directory.CreateDirectory(folder);
        for (var i = 0; i < Pictures; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{i:D4}.png"), TinyPng.OfSquares(64, i), Stop);
        }

        await cluster.SubmitAsync("shaken", folder, 40, Stop, checkpointInterval: 16, corpus: "shaken", collection: "shaken", encoder: Encoder);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var (answered, refused, wrong) = (0, 0, new ConcurrentQueue<string>());
        var asking = AskAsync();
        var chaos = new Chaos(cluster, seed: 3, siloKills: 5, redisKills: 1, TimeSpan.FromSeconds(6));
        await chaos.RunAsync(Stop);
        await DoneAsync("shaken");
        await enough.CancelAsync();
        await asking;
        output.WriteLine($"{Pictures} pictures, {chaos.SilosKilled} silos and {chaos.RedisKilled} Redis killed; {answered} answered, {refused} refused, {wrong.Count} wrong");
        Assert.Empty(wrong);

        await cluster.SubmitAsync("calm", folder, 40, Stop, corpus: "calm", collection: "calm", encoder: Encoder);
        await DoneAsync("calm");
        var (shaken, calm) = (VectorsOf("shaken"), VectorsOf("calm"));
        Assert.Equal(Enumerable.Range(0, Pictures).Select(static i => $"{i:D4}.png"), shaken.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Pictures, calm.Count);
        foreach (var (key, vector) in shaken)
        {
            Assert.True(TensorPrimitives.CosineSimilarity<float>(vector, calm[key]) > 0.9999f, key);
        }

        async Task AskAsync()
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                // Never the same words twice: the gateway would not have to ask a shard.
                using var answer = await cluster.Http.PostAsJsonAsync("/v1/collections/shaken/search", new { text = $"{Words[i % Words.Length]} {i}", limit = 5 }, CancellationToken.None);
                var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    answered++;
                    var scores = JsonDocument.Parse(body).RootElement.GetProperty("hits").EnumerateArray().Select(static hit => hit.GetProperty("score").GetSingle()).ToList();
                    if (!scores.SequenceEqual(scores.OrderDescending()))
                    {
                        wrong.Enqueue(body);
                    }
                }
                else if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null)
                {
                    refused++;
                }
                else
                {
                    wrong.Enqueue($"{(int)answer.StatusCode}: {body}");
                }

                await Task.Delay(200, CancellationToken.None);
            }
        }

        async Task DoneAsync(string job)
        {
            var done = await cluster.UntilAsync(job, static job => job.GetProperty("isOver").GetBoolean(), TimeSpan.FromMinutes(10), Stop);
            Assert.Equal(("completed", Pictures), (done.GetProperty("state").GetString(), done.GetProperty("embedded").GetInt32()));
        }

        Dictionary<string, float[]> VectorsOf(string collection) => cluster.Qdrant.State.Collections
            .Single(entry => entry.Key.StartsWith(collection, StringComparison.Ordinal)).Value.Points.Values
            .ToDictionary(static point => ((PayloadValue.Text)point.Payload[PayloadFields.Key]).Value, static point => point.Vector);
    }
}
