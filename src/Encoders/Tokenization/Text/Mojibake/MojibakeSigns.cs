using K = Cluster.Encoders.Tokenization.Text.Mojibake.CharacterKind;

namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>
/// Whether a text shows signs of having been read in the wrong encoding: neighbours that no one writes side by side. After the idea of
/// ftfy's "badness" (Apache-2.0, its documentation); what is asked is only whether there is a sign, not how many.
/// </summary>
internal static class MojibakeSigns
{
    private const K Accented = K.UpperAccented | K.LowerAccented;
    private const K Marks = K.Opening | K.Closing | K.Currency | K.Numeric | K.Law;

    // Kinds that stand side by side only in misread text.
    private static readonly (K First, K Second)[] Pairs =
    [
        (Accented | K.Box | Marks | K.Odd, K.Odd),
        (K.Odd, Accented | K.Box | Marks),
        (K.LowerAccented | K.LowerForeign | K.Box | K.Closing | K.Currency | K.Numeric, K.UpperAccented),
        (K.Box | K.Closing | K.Currency | K.Numeric, K.LowerAccented),
        (K.LowerAccented | K.Box | K.Closing, K.Currency),
        (K.UpperAccented | K.Box, K.Numeric | K.Law),
        (K.Currency | K.Numeric | K.Box, K.Opening),
        (K.Box, K.Face | K.Closing),
        (Accented | Marks, K.Box),
    ];

    // What the first two letters of UTF-8 punctuation, Latin, Hebrew, Arabic become in the usual encodings.
    private static readonly (string First, string Second)[] KnownPairs =
    [
        ("ÂÃÎÐ", "€œŠš¢£Ÿž\u00A0\u00AD®©°·»‘‚“„•‹¡«¿΄΅”›™˝–—´"),
        ("×", "²³"),
        ("à", "²µ¹¼½¾"),
        ("√", "±∂†≠®™´≤≥¥µø"),
        ("≈", "°¢"),
        ("Ã", "\u00A0¡"),
        ("Ø", "±³§\u00A9"),
    ];

    /// <summary>Whether there is a sign.</summary>
    public static bool AreIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= '\u0080' && IsSign(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static char At(string text, int index) => index >= 0 && index < text.Length ? text[index] : '\0';

    private static bool IsSign(string text, int i)
    {
        var (before, c, next, third) = (At(text, i - 1), text[i], At(text, i + 1), At(text, i + 2));
        var (kindBefore, kind, kindNext, kindThird) =
            (CharacterKinds.Of(before), CharacterKinds.Of(c), CharacterKinds.Of(next), CharacterKinds.Of(third));
        if (kind == K.Control)
        {
            return true;
        }

        foreach (var (first, second) in Pairs)
        {
            if ((kind & first) != 0 && (kindNext & second) != 0)
            {
                return true;
            }
        }

        return IsLetterSign(before, kind, kindNext)
            || IsTriple(kind, kindNext, kindThird, next, third, before)
            || IsKnown(text, i, c, next)
            || IsLoneLead(text, i, before, c, next, third)
            || IsSlavicOrGreek(c, next, third, kindBefore, kindNext);
    }

    private static bool IsLetterSign(char before, K kind, K next) =>
        // A Latin letter, a Greek or Cyrillic one, and something odd.
        (char.IsAsciiLetter(before) && (kind & (K.LowerForeign | K.UpperForeign)) != 0 && next == K.Odd)
        || ((before == '\0' || char.IsWhiteSpace(before)) && kind == K.UpperAccented && next == K.Currency)
        || (char.IsAsciiLetterLower(before) && kind == K.UpperAccented && (next & (K.Opening | K.Currency)) != 0);

    private static bool IsTriple(K kind, K next, K third, char nextCharacter, char thirdCharacter, char before) =>
        ((kind & (Accented | K.Box | K.Currency | K.Closing)) != 0 && next == K.Opening && third == K.Numeric)
        || ((kind & (Accented | K.Currency | K.Numeric | K.Box | K.Law)) != 0 && next == K.Closing && third == K.Opening)
        || ((kind & Accented) != 0 && (next == K.Closing) && nextCharacter != '™' && char.IsLetterOrDigit(thirdCharacter))
        || (kind == K.LowerAccented && nextCharacter is '€' or '‚' && before != '\0' && (third & (K.Opening | K.Closing | K.Odd)) != 0);

    private static bool IsKnown(string text, int i, char c, char next)
    {
        if (c is 'Œ' or 'œ' && i + 1 < text.Length && !char.IsAsciiLetter(next))
        {
            return true;
        }

        if (i + 1 >= text.Length)
        {
            return false;
        }

        // Latvian ī and Turkish İ, which stand among letters; and MacRoman's square root, which does not.
        var before = At(text, i - 1);
        var letterFollows = char.IsAsciiLetterLower(At(text, i + 2));
        if ((c == 'Ä' && next == '«' && char.IsAsciiLetter(before) && letterFollows)
            || (c == 'Ä' && next == '°' && !char.IsLetter(before) && letterFollows)
            || (c == '√' && char.IsAsciiLetter(before) && next >= '\u0080'))
        {
            return true;
        }

        foreach (var (first, second) in KnownPairs)
        {
            if (first.Contains(c) && second.Contains(next))
            {
                return true;
            }
        }

        // The three characters of UTF-8's general punctuation, in each encoding.
        var rest = text.AsSpan(i);
        return rest.StartsWith("â€") || rest.StartsWith("вЂ") || rest.StartsWith("β€") || rest.StartsWith("‚Ä") || rest.StartsWith("ÔÇ")
            || rest.StartsWith("ð\u009F") || rest.StartsWith("ðŸ") || rest.StartsWith("п¬") || rest.StartsWith("Р’В") || rest.StartsWith("вќ")
            || (next == '´' && c is 'Â' or 'Ã');
    }

    /// <summary>An Â or Ã whose second half became a blank and was perhaps lost.</summary>
    private static bool IsLoneLead(string text, int i, char before, char c, char next, char third)
    {
        if (c is not ('Â' or 'Ã') || next != ' ')
        {
            return false;
        }

        return i == 0
            || char.IsAsciiLetterLower(before)
            || (char.IsWhiteSpace(before) && char.IsAsciiLetterLower(At(text, i - 2)))
            || (c == 'Â' && before is '.' or ',' or '?' or '!' && third != '\0');
    }

    /// <summary>Cyrillic or Greek read as Windows-1251 or -1253: every other letter is one of very few.</summary>
    private static bool IsSlavicOrGreek(char c, char next, char third, K before, K kindNext)
    {
        const K Between = K.Control | K.Odd | K.Opening | K.Closing | K.Currency | K.Numeric;
        _ = before;
        var between = (kindNext & Between) != 0 || next is '°' or 'µ' or '\u00A0' or '\u00AD' or '·';
        return (between && c is 'В' or 'Г' or 'Р' or 'С' && third is 'В' or 'Г' or 'Р' or 'С')
            || (between && c is 'Β' or 'Γ' or 'Ξ' or 'Ο' && third is 'Β' or 'Γ' or 'Ξ' or 'Ο');
    }
}
