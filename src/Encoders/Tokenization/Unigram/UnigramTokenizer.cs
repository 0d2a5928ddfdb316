using System.Collections.Concurrent;
using Cluster.Encoders.Tokenization.Text;

namespace Cluster.Encoders.Tokenization.Unigram;

/// <summary>
/// SentencePiece Unigram with XLM-R's ids (MetaCLIP 2 worldwide, XLM-V). Ours, because Microsoft.ML.Tokenizers reads no Unigram
/// <c>tokenizer.json</c> and makes an unknown token of every character where SentencePiece makes one of the whole run; where every
/// character is known, both give the same pieces, which a test holds.
/// </summary>
internal sealed class UnigramTokenizer : ITextTokenizer
{
    /// <summary>UTF-16 units of one word that are looked at. Pieces are short, so that a cut so far behind the row's last token does not reach it.</summary>
    private const int WordLimit = 1 << 14;

    private const int CachedWordLimit = 64;
    private const int CacheCapacity = 1 << 16;

    private readonly UnigramVocabulary _vocabulary;
    private readonly UnigramSegmenter _segmenter;
    private readonly CharacterMap _map;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);
    private int _cached;

    /// <summary>Puts it together.</summary>
    public UnigramTokenizer(UnigramVocabulary vocabulary, int contextLength)
    {
        _vocabulary = vocabulary;
        _segmenter = new UnigramSegmenter(vocabulary);
        _map = new CharacterMap(vocabulary.CharacterMap);
        ContextLength = contextLength;
        var fingerprint = new TokenizerFingerprint("sentencepiece-unigram/1")
            .Add(contextLength)
            .Add(vocabulary.StartId).Add(vocabulary.EndId).Add(vocabulary.PadId).Add(vocabulary.UnknownId)
            .Add(vocabulary.CharacterMap.AsSpan());
        if (vocabulary.ByGrapheme && vocabulary.CharacterMap.Length > 0)
        {
            fingerprint.Add("by grapheme");
        }

        foreach (var (piece, score, id) in vocabulary.Pieces)
        {
            // As the single-precision number that every file format keeps at least.
            fingerprint.Add(piece).Add(BitConverter.SingleToInt32Bits((float)score)).Add(id);
        }

        Fingerprint = fingerprint.Add(vocabulary.Specials.Select(static s => $"{s.Id} {s.Text}")).ToHex();
    }

    /// <inheritdoc />
    public int ContextLength { get; }

    /// <inheritdoc />
    public string Fingerprint { get; }

    /// <inheritdoc />
    public int Encode(string text, Span<long> ids, Span<long> mask)
    {
        ArgumentNullException.ThrowIfNull(text);
        var row = new TokenRow(TokenRow.Slice(ids, ContextLength, nameof(ids)), _vocabulary.StartId);
        mask = TokenRow.Slice(mask, ContextLength, nameof(mask));
        text = TextSurrogates.Repair(text);
        for (var position = 0; position < text.Length && !row.IsFull;)
        {
            var (at, length, id) = NextSpecial(text, position);
            var segment = text[position..(at < 0 ? text.Length : at)];
            AddWords(_vocabulary.ByGrapheme ? _map.NormalizeByGrapheme(segment) : _map.Normalize(segment), ref row);
            if (at < 0)
            {
                break;
            }

            row.Add(id);
            position = at + length;
        }

        return row.Close(_vocabulary.EndId, _vocabulary.PadId, mask);
    }

    private (int At, int Length, int Id) NextSpecial(string text, int from)
    {
        for (var at = text.IndexOf('<', from); at >= 0; at = text.IndexOf('<', at + 1))
        {
            foreach (var (special, id) in _vocabulary.Specials)
            {
                if (text.AsSpan(at).StartsWith(special, StringComparison.Ordinal))
                {
                    return (at, special.Length, id);
                }
            }
        }

        return (-1, 0, 0);
    }

    // Pieces never hold a blank but at their start, so that a text can be cut at its blanks first.
    private void AddWords(string text, ref TokenRow row)
    {
        for (var i = 0; i < text.Length && !row.IsFull;)
        {
            if (char.IsWhiteSpace(text[i]) || text[i] == UnigramVocabulary.Blank)
            {
                i++;
                continue;
            }

            var end = i;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != UnigramVocabulary.Blank)
            {
                end++;
            }

            row.Add(Segment(string.Concat([UnigramVocabulary.Blank], text.AsSpan(i, Math.Min(end - i, WordLimit)))));
            i = end;
        }
    }

    private int[] Segment(string word)
    {
        if (word.Length > CachedWordLimit)
        {
            return _segmenter.Segment(TextSurrogates.Repair(word));
        }

        if (_cache.TryGetValue(word, out var known))
        {
            return known;
        }

        var ids = _segmenter.Segment(word);
        if (Interlocked.Increment(ref _cached) > CacheCapacity)
        {
            _cache.Clear();
            Interlocked.Exchange(ref _cached, 1);
        }

        _cache[word] = ids;
        return ids;
    }
}
