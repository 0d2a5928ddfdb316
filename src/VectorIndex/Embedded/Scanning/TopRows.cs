using Cluster.Domain.Retrieval;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>The best rows so far, at most a fixed number: a heap with the worst of them on top, by <see cref="ScoreOrder"/>.</summary>
internal sealed class TopRows(int limit)
{
    private readonly List<RowHit> _heap = new(Math.Min(limit, 1024));

    public IReadOnlyList<RowHit> Hits => _heap;

    /// <summary>No row that scores less comes in; a quick look before its id is read.</summary>
    public float Floor { get; private set; } = float.NegativeInfinity;

    public void Offer(RowHit hit)
    {
        if (_heap.Count < limit)
        {
            _heap.Add(hit);
            Rise(_heap.Count - 1);
        }
        else if (IsBefore(hit, _heap[0]))
        {
            _heap[0] = hit;
            Sink(0);
        }

        if (_heap.Count == limit)
        {
            Floor = _heap[0].Score;
        }
    }

    /// <summary>The hits in order, best first.</summary>
    public RowHit[] Sorted()
    {
        var hits = _heap.ToArray();
        Array.Sort(hits, static (a, b) => ScoreOrder.Compare(a.Score, a.Id, b.Score, b.Id));
        return hits;
    }

    private static bool IsBefore(RowHit a, RowHit b) => ScoreOrder.Compare(a.Score, a.Id, b.Score, b.Id) < 0;

    private void Rise(int i)
    {
        while (i > 0 && IsBefore(_heap[(i - 1) / 2], _heap[i]))
        {
            (_heap[i], _heap[(i - 1) / 2]) = (_heap[(i - 1) / 2], _heap[i]);
            i = (i - 1) / 2;
        }
    }

    private void Sink(int i)
    {
        while (true)
        {
            var worst = i;
            for (var child = (2 * i) + 1; child <= (2 * i) + 2 && child < _heap.Count; child++)
            {
                worst = IsBefore(_heap[worst], _heap[child]) ? child : worst;
            }

            if (worst == i)
            {
                return;
            }

            (_heap[i], _heap[worst]) = (_heap[worst], _heap[i]);
            i = worst;
        }
    }
}
