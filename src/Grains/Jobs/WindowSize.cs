using System.Text;
using Cluster.Domain.Corpora;

namespace Cluster.Grains.Jobs;

/// <summary>How many partitions a job keeps listed ahead, so that its state stays proportional to what is at work and never large.</summary>
internal static class WindowSize
{
    /// <summary>Length prefixes, ordinal and count of a stored partition, generously.</summary>
    private const int Overhead = 32;

    /// <summary>Listed at first, when nothing is known of their keys.</summary>
    private const int First = 8;

    private const int LeastAhead = 64;

    /// <summary>Partitions to list now.</summary>
    /// <remarks>
    /// No more is listed ahead than the next rounds can start: a few, a part of what is at work, as many as slots stood idle, and several times what was settled in a
    /// round, without which short partitions would leave slots idle between two rounds.
    /// </remarks>
    /// <param name="running">Partitions at work.</param>
    /// <param name="inFlight">Partitions that are listed and not done.</param>
    /// <param name="most">The job's own limit; 0 for none.</param>
    /// <param name="budget">Bytes that they may take.</param>
    /// <param name="settled">Partitions that were done in a round lately.</param>
    /// <param name="idle">Slots that the job could have used in the last round, and had nothing for.</param>
    public static int Room(int running, IReadOnlyList<CorpusPartition> inFlight, int most, int budget, int settled, int idle)
    {
        var target = running + Math.Max(Math.Max(LeastAhead, running / 4), Math.Max(4 * settled, idle));
        target = most > 0 ? Math.Min(target, most) : target;
        var taken = inFlight.Sum(BytesOf);
        var each = inFlight.Count > 0 ? taken / inFlight.Count : 0;
        var fits = each > 0 ? Math.Max(inFlight.Count == 0 ? 1 : 0, (budget - taken) / each) : First;
        return Math.Max(0, Math.Min(target - inFlight.Count, fits));
    }

    /// <summary>Whether one more partition like these fits.</summary>
    public static bool Fits(IReadOnlyList<CorpusPartition> inFlight, CorpusPartition more, int budget) => inFlight.Sum(BytesOf) + BytesOf(more) <= budget;

    private static int BytesOf(CorpusPartition partition) => Overhead + Encoding.UTF8.GetByteCount(partition.Start) + Encoding.UTF8.GetByteCount(partition.End);
}
