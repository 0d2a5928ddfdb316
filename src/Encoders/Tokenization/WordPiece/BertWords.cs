using System.Globalization;
using System.Text;
using Cluster.Encoders.Tokenization.Text;

namespace Cluster.Encoders.Tokenization.WordPiece;

/// <summary>
/// BERT's basic tokenizer, as Hugging Face's BertTokenizer: control characters dropped, Chinese characters and punctuation split off,
/// words lower-cased character by character and stripped of their accents.
/// </summary>
internal sealed class BertWords(WordPieceVocabulary vocabulary)
{
    /// <summary>Units of one run of letters that are looked at; a word over 100 characters is unknown whatever follows.</summary>
    private const int WordLimit = 4096;

    private readonly bool _stripAccents = vocabulary.StripAccents ?? vocabulary.LowerCase;

    /// <summary>The words of a text without lone surrogates, as they are read; the caller stops when the row is full.</summary>
    public IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var rune = Rune.GetRuneAt(text, i);
            i += rune.Utf16SequenceLength;
            if (IsDropped(rune))
            {
                continue;
            }

            var single = IsPunctuation(rune) || (vocabulary.SplitChinese && IsChinese(rune.Value));
            if (!single && !IsBlank(rune))
            {
                // Marks that are stripped later anyway must not use up the limit.
                if (word.Length < WordLimit && !(_stripAccents && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark))
                {
                    word.Append(rune.ToString());
                }

                continue;
            }

            foreach (var part in Finish(word))
            {
                yield return part;
            }

            if (single)
            {
                foreach (var part in Finish(word.Append(rune.ToString())))
                {
                    yield return part;
                }
            }
        }

        foreach (var part in Finish(word))
        {
            yield return part;
        }
    }

    // Splits at punctuation again: taking accents off can bring some to light (≠ becomes =).
    private IEnumerable<string> Finish(StringBuilder word)
    {
        if (word.Length == 0)
        {
            yield break;
        }

        var whole = word.ToString();
        word.Clear();
        whole = vocabulary.LowerCase ? LowerCase.CharByChar(whole) : whole;
        whole = _stripAccents ? WithoutAccents(whole) : whole;
        var start = 0;
        for (var i = 0; i < whole.Length;)
        {
            var rune = Rune.GetRuneAt(whole, i);
            var next = i + rune.Utf16SequenceLength;
            if (IsPunctuation(rune))
            {
                if (i > start)
                {
                    yield return whole[start..i];
                }

                yield return whole[i..next];
                start = next;
            }

            i = next;
        }

        if (start < whole.Length)
        {
            yield return whole[start..];
        }
    }

    private static string WithoutAccents(string word)
    {
        var decomposed = UnicodeNormalizer.ToNfd(word);
        var bare = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                bare.Append(rune.ToString());
            }
        }

        return bare.ToString();
    }

    private static bool IsDropped(Rune rune) =>
        rune.Value is 0 or 0xFFFD || (rune.Value is not ('\t' or '\n' or '\r') && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
            or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static bool IsBlank(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or 0x2028 or 0x2029 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    private static bool IsPunctuation(Rune rune) =>
        rune.Value is (>= 33 and <= 47) or (>= 58 and <= 64) or (>= 91 and <= 96) or (>= 123 and <= 126)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
            or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation
            or UnicodeCategory.OtherPunctuation;

    private static bool IsChinese(int code) => code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x2F800 and <= 0x2FA1F);
}
