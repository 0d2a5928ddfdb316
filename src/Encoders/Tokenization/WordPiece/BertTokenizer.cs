using Cluster.Encoders.Tokenization.Text;

namespace Cluster.Encoders.Tokenization.WordPiece;

/// <summary>
/// BERT's WordPiece tokenizer (ALIGN's), as Hugging Face's BertTokenizer. Ours, because Microsoft.ML.Tokenizers' differs from the reference
/// on many texts, among them all with accents in a process without ICU (a test shows it).
/// </summary>
internal sealed class BertTokenizer : ITextTokenizer
{
    private readonly WordPieceVocabulary _vocabulary;
    private readonly BertWords _words;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly (string Text, int Id)[] _specials;
    private readonly int _startId;
    private readonly int _endId;
    private readonly int _padId;
    private readonly int _unknownId;

    /// <summary>Puts it together; the vocabulary holds the five special tokens.</summary>
    public BertTokenizer(WordPieceVocabulary vocabulary, int contextLength)
    {
        _vocabulary = vocabulary;
        _words = new BertWords(vocabulary);
        _ids = new Dictionary<string, int>(vocabulary.Ids, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _specials = [.. WordPieceVocabulary.Specials.Where(vocabulary.Ids.ContainsKey).Select(s => (s, vocabulary.Ids[s]))];
        _startId = vocabulary.Ids[WordPieceVocabulary.Start];
        _endId = vocabulary.Ids[WordPieceVocabulary.End];
        _padId = vocabulary.Ids[WordPieceVocabulary.Pad];
        _unknownId = vocabulary.Ids[WordPieceVocabulary.Unknown];
        ContextLength = contextLength;
        Fingerprint = new TokenizerFingerprint("bert-wordpiece/1")
            .Add(contextLength)
            .Add($"{vocabulary.LowerCase} {vocabulary.StripAccents ?? vocabulary.LowerCase} {vocabulary.SplitChinese}")
            .Add(vocabulary.Ids)
            .ToHex();
    }

    /// <inheritdoc />
    public int ContextLength { get; }

    /// <inheritdoc />
    public string Fingerprint { get; }

    /// <inheritdoc />
    public int Encode(string text, Span<long> ids, Span<long> mask)
    {
        ArgumentNullException.ThrowIfNull(text);
        var row = new TokenRow(TokenRow.Slice(ids, ContextLength, nameof(ids)), _startId);
        mask = TokenRow.Slice(mask, ContextLength, nameof(mask));
        text = TextSurrogates.Repair(text);
        var position = 0;
        while (position < text.Length && !row.IsFull)
        {
            var (at, length, id) = NextSpecial(text, position);
            foreach (var word in _words.Split(text[position..(at < 0 ? text.Length : at)]))
            {
                AddPieces(word, ref row);
                if (row.IsFull)
                {
                    break;
                }
            }

            if (at < 0)
            {
                break;
            }

            row.Add(id);
            position = at + length;
        }

        return row.Close(_endId, _padId, mask);
    }

    private (int At, int Length, int Id) NextSpecial(string text, int from)
    {
        for (var at = text.IndexOf('[', from); at >= 0; at = text.IndexOf('[', at + 1))
        {
            foreach (var (special, id) in _specials)
            {
                if (text.AsSpan(at).StartsWith(special, StringComparison.Ordinal))
                {
                    return (at, special.Length, id);
                }
            }
        }

        return (-1, 0, 0);
    }

    private void AddPieces(string word, ref TokenRow row)
    {
        if (LengthInCharacters(word) > WordPieceVocabulary.LongestWord)
        {
            row.Add(_unknownId);
            return;
        }

        // Longest piece first, from the left; a word with a part that no piece covers is unknown as a whole.
        Span<int> pieces = stackalloc int[WordPieceVocabulary.LongestWord];
        Span<char> buffer = stackalloc char[(2 * WordPieceVocabulary.LongestWord) + WordPieceVocabulary.Continuation.Length];
        WordPieceVocabulary.Continuation.CopyTo(buffer);
        word.CopyTo(buffer[2..]);
        var letters = buffer[2..(word.Length + 2)];
        var count = 0;
        for (var start = 0; start < letters.Length;)
        {
            var end = letters.Length;
            var found = -1;
            for (; end > start; end--)
            {
                var piece = start == 0 ? letters[..end] : Continued(buffer, start, end);
                if (_ids.TryGetValue(piece, out found))
                {
                    break;
                }

                found = -1;
            }

            if (found < 0)
            {
                row.Add(_unknownId);
                return;
            }

            pieces[count++] = found;
            start = end;
        }

        row.Add(pieces[..count]);
    }

    // The two places before the piece are of letters that were matched already.
    private static Span<char> Continued(Span<char> buffer, int start, int end)
    {
        WordPieceVocabulary.Continuation.CopyTo(buffer[start..]);
        return buffer[start..(end + 2)];
    }

    private static int LengthInCharacters(string word)
    {
        if (word.Length <= WordPieceVocabulary.LongestWord)
        {
            return word.Length;
        }

        var count = 0;
        foreach (var _ in word.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
