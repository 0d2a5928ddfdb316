using System.Diagnostics;
using Cluster.VectorIndex;

namespace Cluster.Bench.Gateway;

/// <summary>The index asked the same questions at the same rate, with nothing before it.</summary>
internal static class IndexAlone
{
    /// <summary>Milliseconds that each question took.</summary>
    public static async Task<IReadOnlyList<double>> RunAsync(ShopUnderTest shop, IReadOnlyList<VectorQuery> questions, double rate, double seconds)
    {
        var taken = new List<double>();
        var pending = new List<Task>();
        var clock = Stopwatch.StartNew();
        for (var due = 0; due < rate * seconds;)
        {
            for (; due <= clock.Elapsed.TotalSeconds * rate && due < rate * seconds; due++)
            {
                var question = questions[due % questions.Count];
                pending.Add(Task.Run(async () =>
                {
                    var start = Stopwatch.GetTimestamp();
                    await shop.Index.QueryAsync(shop.Concrete, question, CancellationToken.None);
                    lock (taken)
                    {
                        taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                }));
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(pending);
        return taken;
    }
}
