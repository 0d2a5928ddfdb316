using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Domain.Identity;

namespace Cluster.Clustering.Tests;

/// <summary>Asks without pause, and judges every answer: it must be right, or a refusal that says when to ask again.</summary>
internal sealed class Questions(LoopbackCluster cluster, int pictures, int seed)
{
    private const float Tolerance = 2e-3f;
    private const int Limit = 3;

    private int _answered;
    private int _refused;
    private long _slowest;

    public int Answered => _answered;

    public int Refused => _refused;

    /// <summary>The longest that anybody waited for an answer or a refusal.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(_slowest);

    /// <summary>Answers that may not be, in words.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>Asks until <paramref name="enough"/>, in so many voices.</summary>
    public Task RunAsync(int voices, TimeSpan rest, CancellationToken enough) => Task.WhenAll(Enumerable.Range(0, voices).Select(async voice =>
    {
        var chance = new Random(seed + voice);
        while (!enough.IsCancellationRequested)
        {
            await AskAsync(chance);
            await Task.Delay(rest * chance.NextDouble() * 2, CancellationToken.None);
        }
    }));

    private async Task AskAsync(Random chance)
    {
        // Half of the time a colour that no picture has: what comes near it must still come near.
        var colour = chance.Next(2) == 0 ? chance.Next(pictures) : pictures + chance.Next((1 << 24) - pictures);
        var isThere = IsThere(colour);
        var from = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await cluster.Http.PostAsJsonAsync("/v1/collections/photos/search", new { text = ColourCorpus.TextOf(colour), limit = Limit });
            Slower(Stopwatch.GetElapsedTime(from));
            var body = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                Interlocked.Increment(ref _answered);
                Judge(colour, isThere, JsonDocument.Parse(body).RootElement);
            }
            else if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter?.Delta > TimeSpan.Zero)
            {
                Interlocked.Increment(ref _refused);
            }
            else
            {
                Say(colour, $"{(int)answer.StatusCode}, retry after {answer.Headers.RetryAfter}: {body}");
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            Say(colour, $"no answer after {Stopwatch.GetElapsedTime(from).TotalSeconds:N1} s: {fault.Message}");
        }
    }

    private void Judge(int colour, bool isThere, JsonElement answer)
    {
        var last = float.MaxValue;
        var hits = answer.GetProperty("hits").EnumerateArray().Select(static hit => (Key: hit.GetProperty("key").GetString()!, Score: hit.GetProperty("score").GetSingle())).ToList();
        foreach (var (key, score) in hits)
        {
            var right = ColourCorpus.Cosine(colour, ColourCorpus.IndexOf(key));
            if (MathF.Abs(score - right) > Tolerance || score > last || ColourCorpus.IsBroken(ColourCorpus.IndexOf(key)))
            {
                Say(colour, $"{key} at {score}, which is {right} near and follows {last}");
            }

            last = score;
        }

        if (isThere && (hits.Count == 0 || hits[0].Key != ColourCorpus.KeyOf(colour)))
        {
            Say(colour, $"its picture is in the collection and {(hits.Count == 0 ? "nothing" : hits[0].Key)} was found");
        }
    }

    private bool IsThere(int colour) => colour < pictures && !ColourCorpus.IsBroken(colour)
        && cluster.Qdrant.State.Collections.Values.FirstOrDefault() is { } collection
        && collection.Points.ContainsKey(PointId.For(new CorpusId("colours"), new BlobKey(ColourCorpus.KeyOf(colour))));

    private void Say(int colour, string what) => Wrong.Enqueue($"{TimeProvider.System.GetUtcNow():HH:mm:ss.f} {ColourCorpus.TextOf(colour)}: {what}");

    private void Slower(TimeSpan took)
    {
        for (var known = Volatile.Read(ref _slowest); took.Ticks > known; known = Volatile.Read(ref _slowest))
        {
            Interlocked.CompareExchange(ref _slowest, took.Ticks, known);
        }
    }
}
