using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests.Reembedding;

/// <summary>
/// Fifty queries a second on a collection, each answer checked: that it is one, that collection, encoder and space in its stamp belong together, and that
/// every hit was made in that space. A process that was killed, or does not serve yet, cannot answer; such requests are counted apart. One that serves
/// and does not answer is a fault.
/// </summary>
internal sealed class LiveQueries : IAsyncDisposable
{
    /// <summary>Queries a second.</summary>
    public const int Rate = 50;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TimeToDie = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ClusterProcess, bool> _served = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, (string Encoder, string Space)> _stamps = new();
    private readonly Func<ClusterProcess> _cluster;
    private readonly string _collection;
    private readonly IReadOnlyList<string> _questions;
    private readonly Task _running;
    private long _asked;
    private TimeSpan _lasted;
    private long _answered;
    private long _unreachable;

    public LiveQueries(Func<ClusterProcess> cluster, string collection, IReadOnlyList<object> questions)
    {
        (_cluster, _collection, _questions) = (cluster, collection, [.. questions.Select(static question => JsonSerializer.Serialize(question))]);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Answers that were refused or wrong.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Concrete collections that answered.</summary>
    public IEnumerable<string> Answerers => _stamps.Keys;

    /// <summary>Queries a second that were asked, over the whole run.</summary>
    public double AskedPerSecond => _asked / _lasted.TotalSeconds;

    public long Answered => Interlocked.Read(ref _answered);

    public long Unreachable => Interlocked.Read(ref _unreachable);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        List<Task> open = [];
        using var pace = new PeriodicTimer(Pace);
        var clock = Stopwatch.StartNew();
        try
        {
            while (await pace.WaitForNextTickAsync(_stop.Token))
            {
                open.RemoveAll(static task => task.IsCompleted);
                // A tick that came late brings what it owes, so that a busy machine asks no less.
                for (; _asked < clock.Elapsed.TotalSeconds * Rate; _asked++)
                {
                    open.Add(AskAsync(_questions[(int)(_asked % _questions.Count)]));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }

        _lasted = clock.Elapsed;
        await Task.WhenAll(open);
    }

    private async Task AskAsync(string question)
    {
        var asked = _cluster();
        var served = _served.ContainsKey(asked);
        try
        {
            // With its length: a body that does not say how long it is counts as the longest that the route takes.
            using var body = new StringContent(question, System.Text.Encoding.UTF8, "application/json");
            using var answer = await asked.Http.PostAsync($"/v1/collections/{_collection}/search", body);
            var text = await answer.Content.ReadAsStringAsync();
            _served.TryAdd(asked, true);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                Faults.Enqueue($"{(int)answer.StatusCode}: {text}");
                return;
            }

            Check(JsonDocument.Parse(text).RootElement);
            Interlocked.Increment(ref _answered);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
        {
            if (served && !await EndsAsync(asked))
            {
                Faults.Enqueue($"not answered by a process that lives: {(fault.InnerException ?? fault).Message}");
                return;
            }

            Interlocked.Increment(ref _unreachable);
        }
    }

    private static async Task<bool> EndsAsync(ClusterProcess process)
    {
        // What kills it may be a moment behind the connection that broke.
        var clock = Stopwatch.StartNew();
        while (!process.HasEnded && clock.Elapsed < TimeToDie)
        {
            await Task.Delay(50);
        }

        return process.HasEnded;
    }

    private void Check(JsonElement answer)
    {
        var stamp = (Encoder: answer.GetProperty("encoder").GetString()!, Space: answer.GetProperty("space").GetString()!);
        var concrete = answer.GetProperty("concreteCollection").GetString()!;
        if (_stamps.GetOrAdd(concrete, stamp) != stamp)
        {
            Faults.Enqueue($"mixed: {concrete} answered as {stamp} and as {_stamps[concrete]}");
        }

        foreach (var hit in answer.GetProperty("hits").EnumerateArray())
        {
            var space = hit.GetProperty("payload").GetProperty("_space").GetString();
            if (space != stamp.Space)
            {
                Faults.Enqueue($"mixed: a hit of space {space} in an answer of {stamp}");
            }
        }
    }
}
