namespace Cluster.Encoders.Tokenization.Unigram;

/// <summary>
/// The likeliest way to cut a word into pieces (Viterbi over all ways). A character that no piece covers costs ten more than the worst
/// piece, as in SentencePiece; neighbours of that sort make one unknown token.
/// </summary>
internal sealed class UnigramSegmenter
{
    private const double UnknownPenalty = 10;

    private readonly Dictionary<string, (double Score, int Id)> _pieces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Score, int Id)>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int _longest;
    private readonly int _unknownId;
    private readonly double _unknownScore;

    /// <summary>Prepares the tables.</summary>
    public UnigramSegmenter(UnigramVocabulary vocabulary)
    {
        foreach (var (piece, score, id) in vocabulary.Pieces)
        {
            _pieces.TryAdd(piece, (score, id));
        }

        _lookup = _pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = vocabulary.Pieces.Select(static p => p.Piece.Length).DefaultIfEmpty(0).Max();
        _unknownId = vocabulary.UnknownId;
        _unknownScore = vocabulary.Pieces.Select(static p => p.Score).DefaultIfEmpty(0).Min() - UnknownPenalty;
    }

    /// <summary>The ids of a word's pieces. The word has no lone surrogates.</summary>
    public int[] Segment(ReadOnlySpan<char> word)
    {
        // best[i]: the likeliest cut of the first i characters, and its last piece.
        var best = new (double Score, int From, int Id)[word.Length + 1];
        Array.Fill(best, (double.NegativeInfinity, -1, -1), 1, word.Length);
        for (var start = 0; start < word.Length; start++)
        {
            if (start > 0 && char.IsLowSurrogate(word[start]))
            {
                continue;
            }

            var character = char.IsHighSurrogate(word[start]) && start + 1 < word.Length ? 2 : 1;
            var covered = false;
            for (var length = character; length <= Math.Min(_longest, word.Length - start); length++)
            {
                if (_lookup.TryGetValue(word.Slice(start, length), out var piece))
                {
                    covered |= length == character;
                    Offer(start, start + length, piece.Score, piece.Id);
                }
            }

            if (!covered)
            {
                Offer(start, start + character, _unknownScore, _unknownId);
            }
        }

        var ids = new List<int>();
        for (var end = word.Length; end > 0; end = best[end].From)
        {
            if (best[end].Id != _unknownId || ids.Count == 0 || ids[^1] != _unknownId)
            {
                ids.Add(best[end].Id);
            }
        }

        ids.Reverse();
        return [.. ids];

        void Offer(int from, int to, double score, int id)
        {
            if (best[from].Score + score > best[to].Score)
            {
                best[to] = (best[from].Score + score, from, id);
            }
        }
    }
}
