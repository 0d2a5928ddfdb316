using Cluster.Encoders.Tokenization.Text;

namespace Cluster.Encoders.Tokenization.Bpe;

/// <summary>
/// CLIP's byte-pair tokenizer, under the text rules of open_clip, OpenAI or Hugging Face. Ours, because Microsoft.ML.Tokenizers' finds words
/// with an expression over UTF-16 units, which takes letters beyond U+FFFF for symbols, and so gives other ids there (a test shows it).
/// </summary>
internal sealed class ClipTokenizer : ITextTokenizer
{
    private readonly BytePairEncoder _encoder;
    private readonly ClipSpecialTokens _specials;
    private readonly TokenizerRules _rules;

    /// <summary>Puts it together; see <see cref="TokenizerLoader"/>.</summary>
    public ClipTokenizer(BpeVocabulary vocabulary, ClipSpecialTokens specials, TokenizerRules rules, int contextLength)
    {
        _encoder = new BytePairEncoder(vocabulary, specials.UnknownId);
        _specials = specials;
        _rules = rules;
        ContextLength = contextLength;
        Fingerprint = new TokenizerFingerprint("clip-bpe/1")
            .Add(rules.ToString()).Add(contextLength)
            .Add(specials.StartId).Add(specials.EndId).Add(specials.PadId).Add(specials.UnknownId).Add(specials.StartText).Add(specials.EndText)
            .Add(vocabulary.Ids)
            .Add(vocabulary.Merges.Select(static m => $"{m.Left} {m.Right}"))
            .ToHex();
    }

    /// <inheritdoc />
    public int ContextLength { get; }

    /// <inheritdoc />
    public bool IsCausal => true;

    /// <inheritdoc />
    public string Fingerprint { get; }

    /// <inheritdoc />
    public int Encode(string text, Span<long> ids, Span<long> mask)
    {
        ArgumentNullException.ThrowIfNull(text);
        var row = new TokenRow(TokenRow.Slice(ids, ContextLength, nameof(ids)), _specials.StartId);
        mask = TokenRow.Slice(mask, ContextLength, nameof(mask));

        // Specials are cut out of the raw text by Hugging Face, and out of the cleaned text by the others.
        if (_rules == TokenizerRules.HuggingFace)
        {
            AddAroundSpecials(TextSurrogates.Repair(text), ref row, static segment => HuggingFaceText.Clean(segment), longS: false);
        }
        else
        {
            AddAroundSpecials(OpenAiText.Clean(text, ContextLength), ref row, clean: null, longS: true);
        }

        return row.Close(_specials.EndId, _specials.PadId, mask);
    }

    private void AddAroundSpecials(string text, ref TokenRow row, Func<string, string>? clean, bool longS)
    {
        var position = 0;
        while (position < text.Length && !row.IsFull)
        {
            var (at, length, id) = NextSpecial(text, position);
            var end = at < 0 ? text.Length : at;
            var segment = text.AsSpan(position, end - position);
            AddWords(clean is null || segment.IsEmpty ? segment : clean(segment.ToString()), ref row, longS);
            if (at >= 0)
            {
                row.Add(id);
            }

            position = end + length;
        }
    }

    private (int At, int Length, int Id) NextSpecial(string text, int from)
    {
        var start = text.IndexOf(_specials.StartText, from, StringComparison.Ordinal);
        var end = text.IndexOf(_specials.EndText, from, StringComparison.Ordinal);
        return start >= 0 && (end < 0 || start < end) ? (start, _specials.StartText.Length, _specials.StartId)
            : end >= 0 ? (end, _specials.EndText.Length, _specials.EndId)
            : (-1, 0, 0);
    }

    private void AddWords(ReadOnlySpan<char> text, ref TokenRow row, bool longS)
    {
        var position = 0;
        while (!row.IsFull && ClipWords.TryNext(text, ref position, longS, out var word))
        {
            row.Add(_encoder.Encode(word));
        }
    }
}
