using System.Collections.Concurrent;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Collections;
using Cluster.Gateway.Retrieval;
using Microsoft.Extensions.Logging;

namespace Cluster.Gateway.Reembedding;

/// <summary>
/// Asks a share of live queries of the generation that may become live, too, behind the caller's back: nothing waits for it and nobody sees its answer.
/// </summary>
internal sealed partial class ShadowTraffic(IGrainFactory grains, TimeProvider time, ILogger<ShadowTraffic> logger)
{
    /// <summary>More than this at once would be felt by those who are answered.</summary>
    private const int MostAtOnce = 4;
    private const int Told = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<ShadowTiming>> _timings = new();
    private double _owed;
    private int _running;

    /// <summary>A live query was answered; it is perhaps asked again.</summary>
    /// <param name="view">What the query used.</param>
    /// <param name="answer">The live answer.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="ask">Asks the same of another generation.</param>
    public void Offer(LiveView view, SearchAnswer answer, TimeSpan took, Func<LiveCollection, CancellationToken, Task<SearchAnswer>> ask)
    {
        if (view.Shadow is not { } shadow || !IsDue(view.ShadowShare))
        {
            return;
        }

        if (Interlocked.Increment(ref _running) > MostAtOnce)
        {
            Interlocked.Decrement(ref _running);
            return;
        }

        _ = Task.Run(() => AskAsync(shadow, answer, took, ask));
    }

    // Every n-th query, not every one with a chance of 1/n: a run can be repeated.
    private bool IsDue(double share)
    {
        while (true)
        {
            var owed = Volatile.Read(ref _owed);
            var next = owed + share;
            var due = next >= 1;
            if (Interlocked.CompareExchange(ref _owed, due ? next - 1 : next, owed).Equals(owed))
            {
                return due;
            }
        }
    }

    private async Task AskAsync(LiveCollection shadow, SearchAnswer answer, TimeSpan took, Func<LiveCollection, CancellationToken, Task<SearchAnswer>> ask)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            var begun = time.GetTimestamp();
            var other = await ask(shadow, limit.Token);
            var timing = new ShadowTiming(took.TotalMilliseconds, time.GetElapsedTime(begun).TotalMilliseconds, Shared(answer, other));
            var queue = _timings.GetOrAdd(shadow.Alias.Value, static _ => new ConcurrentQueue<ShadowTiming>());
            queue.Enqueue(timing);
            if (queue.Count >= Told)
            {
                List<ShadowTiming> told = [];
                while (told.Count < Told && queue.TryDequeue(out var one))
                {
                    told.Add(one);
                }

                await grains.GetGrain<IReembeddingGrain>(shadow.Alias.Value).ReportShadowAsync(told, limit.Token);
            }
        }
        catch (Exception fault)
        {
            // A shadow that fails is nothing to the caller; the gates will see that there are few.
            NotAnswered(shadow.Collection.Value, fault.Message);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static double Shared(SearchAnswer answer, SearchAnswer other)
    {
        var ids = other.Hits.Select(static hit => hit.Id).ToHashSet();
        return answer.Hits.Count == 0 ? 1 : (double)answer.Hits.Count(hit => ids.Contains(hit.Id)) / answer.Hits.Count;
    }

    [LoggerMessage(5201, LogLevel.Debug, "The shadow collection {Collection} did not answer: {Reason}")]
    private partial void NotAnswered(string collection, string reason);
}
