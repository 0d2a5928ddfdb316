using System.Collections.Concurrent;
using System.Text;

namespace Cluster.Encoders.Tokenization.Bpe;

/// <summary>
/// Splits one word into the ids of a <see cref="BpeVocabulary"/>: always the pair learnt first, the leftmost of equals.
/// Words seen before come from a bounded cache. Safe for concurrent use.
/// </summary>
internal sealed class BytePairEncoder
{
    /// <summary>
    /// Bytes of one word that are looked at. A merge reaches at most one token to the left, and only when it was learnt before the one
    /// it displaces, so a cut this far behind the last token that is kept does not reach it in any text short of one made to measure.
    /// </summary>
    public const int WordByteLimit = 1 << 16;

    private const int CacheCapacity = 1 << 16;
    private const int CachedWordLimit = 64;

    private readonly Dictionary<long, (int Rank, int Merged)> _merges;
    private readonly int[] _byteIds = new int[256];
    private readonly int[] _lastByteIds = new int[256];
    private readonly int _unknownId;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _cacheBySpan;
    private int _cached;

    /// <summary>Prepares the tables.</summary>
    /// <param name="vocabulary">Tokens and merges. A merge whose parts or result have no id is left out.</param>
    /// <param name="unknownId">Id for a byte that the vocabulary lacks.</param>
    public BytePairEncoder(BpeVocabulary vocabulary, int unknownId)
    {
        _unknownId = unknownId;
        _cacheBySpan = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        _merges = new(vocabulary.Merges.Count);
        var ids = vocabulary.Ids;
        for (var rank = 0; rank < vocabulary.Merges.Count; rank++)
        {
            var (left, right) = vocabulary.Merges[rank];
            if (ids.TryGetValue(left, out var l) && ids.TryGetValue(right, out var r) && ids.TryGetValue(left + right, out var merged))
            {
                _merges.TryAdd(Pair(l, r), (rank, merged));
            }
        }

        // Ids below zero mean "not in the vocabulary": they never merge.
        for (var b = 0; b < 256; b++)
        {
            var symbol = ByteAlphabet.OfByte[b].ToString();
            _byteIds[b] = ids.TryGetValue(symbol, out var id) ? id : -1;
            _lastByteIds[b] = ids.TryGetValue(symbol + BpeVocabulary.EndOfWord, out id) ? id : -1;
        }
    }

    /// <summary>The ids of <paramref name="word"/>; empty for an empty one. Do not change the array.</summary>
    public int[] Encode(ReadOnlySpan<char> word)
    {
        if (word.Length > CachedWordLimit)
        {
            return Merge(word);
        }

        if (_cacheBySpan.TryGetValue(word, out var known))
        {
            return known;
        }

        var ids = Merge(word);
        if (Interlocked.Increment(ref _cached) > CacheCapacity)
        {
            // Starting over is cheaper than keeping an order of use, and queries repeat soon enough to fill it again.
            _cache.Clear();
            Interlocked.Exchange(ref _cached, 1);
        }

        _cacheBySpan[word] = ids;
        return ids;
    }

    private static long Pair(int left, int right) => ((long)left << 32) | (uint)right;

    private int[] Merge(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
        {
            return [];
        }

        var bytes = Encoding.UTF8.GetBytes(word[..Math.Min(word.Length, WordByteLimit)].ToArray());
        var count = Math.Min(bytes.Length, WordByteLimit);
        var symbols = new int[count];
        for (var i = 0; i < count - 1; i++)
        {
            symbols[i] = _byteIds[bytes[i]];
        }

        symbols[count - 1] = _lastByteIds[bytes[count - 1]];
        return MergeAll(symbols);
    }

    private int[] MergeAll(int[] symbols)
    {
        var count = symbols.Length;
        var next = new int[count];
        var previous = new int[count];
        var candidates = new PriorityQueue<(int Left, int LeftId, int RightId, int Merged), (int Rank, int Left)>();
        for (var i = 0; i < count; i++)
        {
            next[i] = i + 1;
            previous[i] = i - 1;
            Propose(i, i + 1);
        }

        var remaining = count;
        while (candidates.TryDequeue(out var best, out _))
        {
            // A candidate is stale when one of its sides has been merged with another neighbour meanwhile.
            var right = next[best.Left];
            if (symbols[best.Left] != best.LeftId || right >= count || symbols[right] != best.RightId)
            {
                continue;
            }

            symbols[best.Left] = best.Merged;
            symbols[right] = -2;
            next[best.Left] = next[right];
            if (next[right] < count)
            {
                previous[next[right]] = best.Left;
            }

            remaining--;
            if (previous[best.Left] >= 0)
            {
                Propose(previous[best.Left], best.Left);
            }

            Propose(best.Left, next[best.Left]);
        }

        var result = new int[remaining];
        for (int i = 0, n = 0; i < count; i = next[i])
        {
            result[n++] = symbols[i] < 0 ? _unknownId : symbols[i];
        }

        return result;

        void Propose(int left, int right)
        {
            if (right < count && symbols[left] >= 0 && symbols[right] >= 0 && _merges.TryGetValue(Pair(symbols[left], symbols[right]), out var merge))
            {
                candidates.Enqueue((left, symbols[left], symbols[right], merge.Merged), (merge.Rank, left));
            }
        }
    }
}
