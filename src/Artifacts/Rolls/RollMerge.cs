using System.Runtime.CompilerServices;
using Cluster.Domain.Identity;

namespace Cluster.Artifacts.Rolls;

/// <summary>Merges rolls that are each in order of the ids. Equal ids come out behind one another.</summary>
internal static class RollMerge
{
    public static async IAsyncEnumerable<RollEntry> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<RollEntry>> rolls, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<RollEntry>, PointId>(rolls.Count);
        var open = new List<IAsyncEnumerator<RollEntry>>(rolls.Count);
        try
        {
            foreach (var roll in rolls)
            {
                var entries = roll.GetAsyncEnumerator(cancellationToken);
                open.Add(entries);
                if (await entries.MoveNextAsync())
                {
                    heads.Enqueue(entries, entries.Current.Id);
                }
            }

            while (heads.TryPeek(out var first, out var last))
            {
                yield return first.Current;
                if (!await first.MoveNextAsync())
                {
                    heads.Dequeue();
                    continue;
                }

                if (first.Current.Id < last)
                {
                    throw new InvalidDataException("A roll is not in order; restore the artifact.");
                }

                heads.DequeueEnqueue(first, first.Current.Id);
            }
        }
        finally
        {
            foreach (var entries in open)
            {
                await entries.DisposeAsync();
            }
        }
    }
}
