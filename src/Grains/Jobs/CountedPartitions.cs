using Cluster.Domain.Corpora;

namespace Cluster.Grains.Jobs;

/// <summary>
/// Remembers the first partitions that counting a corpus cut, so that they are not cut again when the job takes them up. Bounded; a job that finds
/// nothing here lists.
/// </summary>
internal sealed class CountedPartitions
{
    private const int MaxPartitions = 1_024;
    private const int MaxCorpora = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Counting> _corpora = new(StringComparer.Ordinal);

    /// <summary>Begins to remember; what was remembered of the corpus before is forgotten. Counts when it is disposed.</summary>
    public Counting Begin(CorpusSpec corpus)
    {
        lock (_gate)
        {
            _corpora.Remove(KeyOf(corpus));
        }

        return new Counting(this, KeyOf(corpus));
    }

    /// <summary>The next partitions behind <paramref name="after"/>, fewer at the end of the corpus; null where they are not known.</summary>
    public IReadOnlyList<CorpusPartition>? TryNext(CorpusSpec corpus, CorpusPartition? after, int count)
    {
        lock (_gate)
        {
            if (!_corpora.TryGetValue(KeyOf(corpus), out var known))
            {
                return null;
            }

            var first = after is null ? 0 : after.Ordinal + 1;
            if (first > known.Partitions.Count || (after is not null && known.Partitions[first - 1] != after))
            {
                return null;
            }

            IReadOnlyList<CorpusPartition> next = [.. known.Partitions.Skip(first).Take(count)];
            if (next.Count == count)
            {
                return next;
            }

            // The end of what is known is the last use of it.
            _corpora.Remove(KeyOf(corpus));
            return known.IsAll ? next : null;
        }
    }

    private static string KeyOf(CorpusSpec corpus) =>
        $"{corpus.Id}\n{corpus.Kind}\n{corpus.Location}\n{corpus.PartitionSize}\n"
        + string.Join('\n', corpus.Options.OrderBy(static o => o.Key, StringComparer.Ordinal).Select(static o => $"{o.Key}={o.Value}"));

    private void End(string key, Counting counting)
    {
        lock (_gate)
        {
            if (_corpora.Count >= MaxCorpora)
            {
                _corpora.Clear();
            }

            _corpora[key] = counting;
        }
    }

    /// <summary>One count of a corpus.</summary>
    internal sealed class Counting(CountedPartitions all, string key) : IDisposable
    {
        /// <summary>The partitions from the first on.</summary>
        public List<CorpusPartition> Partitions { get; } = [];

        /// <summary>Whether these are all that the corpus has.</summary>
        public bool IsAll
        {
            get => field && Partitions.Count < MaxPartitions;
            set;
        }

        /// <summary>Takes the next one, while there is room.</summary>
        public void Add(CorpusPartition partition)
        {
            if (Partitions.Count < MaxPartitions)
            {
                Partitions.Add(partition);
            }
        }

        /// <inheritdoc />
        public void Dispose() => all.End(key, this);
    }
}
