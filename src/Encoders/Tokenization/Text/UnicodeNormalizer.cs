using System.Globalization;
using System.Text;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>
/// Unicode normalization forms NFC, NFD and NFKC (Unicode Standard Annex 15), from the tables of this folder. Ours, because
/// <see cref="string.Normalize()"/> returns its input unchanged in a process without ICU (InvariantGlobalization), silently.
/// </summary>
internal static class UnicodeNormalizer
{
    private const int SBase = 0xAC00;
    private const int LBase = 0x1100;
    private const int VBase = 0x1161;
    private const int TBase = 0x11A7;
    private const int VCount = 21;
    private const int TCount = 28;
    private const int SCount = 19 * VCount * TCount;

    private static readonly Dictionary<int, byte> Classes = [];
    private static readonly Dictionary<int, int[]> Canonical = [];
    private static readonly Dictionary<int, int[]> Compatible = [];
    private static readonly Dictionary<(int, int), int> Compositions = [];

    static UnicodeNormalizer()
    {
        var excluded = new HashSet<int>();
        foreach (var row in EmbeddedTable.Read("UnicodeNormalization.txt"))
        {
            var code = EmbeddedTable.Hex(row[1]);
            switch (row[0])
            {
                case "class":
                    for (var c = code; c <= EmbeddedTable.Hex(row[2]); c++)
                    {
                        Classes[c] = byte.Parse(row[3], CultureInfo.InvariantCulture);
                    }

                    break;
                case "canon":
                    Canonical[code] = [.. row[2..].Select(EmbeddedTable.Hex)];
                    break;
                case "compat":
                    Compatible[code] = [.. row[2..].Select(EmbeddedTable.Hex)];
                    break;
                default:
                    excluded.Add(code);
                    break;
            }
        }

        foreach (var (code, parts) in Canonical)
        {
            if (parts.Length == 2 && !excluded.Contains(code))
            {
                Compositions[(parts[0], parts[1])] = code;
            }
        }
    }

    /// <summary>Canonical composition.</summary>
    public static string ToNfc(string text) => IsBelow(text, '\u0300') ? text : Normalize(text, compatible: false, compose: true);

    /// <summary>Canonical decomposition.</summary>
    public static string ToNfd(string text) => IsBelow(text, '\u0080') ? text : Normalize(text, compatible: false, compose: false);

    /// <summary>Compatibility composition.</summary>
    public static string ToNfkc(string text) => IsBelow(text, '\u0080') ? text : Normalize(text, compatible: true, compose: true);

    /// <summary>The compatibility composition of one character, canonical parts included.</summary>
    public static string ToNfkc(char character) => ToNfkc(character.ToString());

    // No character below U+0300 combines or is composed; none below U+0080 has a decomposition.
    private static bool IsBelow(string text, char limit) => !text.AsSpan().ContainsAnyInRange(limit, '\uFFFF');

    private static string Normalize(string text, bool compatible, bool compose)
    {
        var codes = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, compatible, codes);
        }

        Reorder(codes);
        var count = compose ? Compose(codes) : codes.Count;
        var result = new StringBuilder(count + 8);
        Span<char> units = stackalloc char[2];
        for (var i = 0; i < count; i++)
        {
            result.Append(units[..new Rune(codes[i]).EncodeToUtf16(units)]);
        }

        return result.ToString();
    }

    private static void Decompose(int code, bool compatible, List<int> into)
    {
        if (code < 0x80)
        {
            into.Add(code);
        }
        else if (code - SBase is >= 0 and < SCount)
        {
            var s = code - SBase;
            into.Add(LBase + (s / (VCount * TCount)));
            into.Add(VBase + (s % (VCount * TCount) / TCount));
            if (s % TCount != 0)
            {
                into.Add(TBase + (s % TCount));
            }
        }
        else if (Canonical.TryGetValue(code, out var parts) || (compatible && Compatible.TryGetValue(code, out parts)))
        {
            foreach (var part in parts)
            {
                Decompose(part, compatible, into);
            }
        }
        else
        {
            into.Add(code);
        }
    }

    private static byte ClassOf(int code) => code < 0x300 ? (byte)0 : Classes.GetValueOrDefault(code);

    private static void Reorder(List<int> codes)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (ClassOf(codes[i]) == 0)
            {
                continue;
            }

            var start = i;
            while (i < codes.Count && ClassOf(codes[i]) != 0)
            {
                i++;
            }

            if (i - start > 1)
            {
                // OrderBy is stable, as the canonical ordering wants; and a run of a million marks costs n log n, not n squared.
                var ordered = codes.GetRange(start, i - start).OrderBy(ClassOf).ToList();
                for (var n = 0; n < ordered.Count; n++)
                {
                    codes[start + n] = ordered[n];
                }
            }
        }
    }

    private static int Compose(List<int> codes)
    {
        int starter = -1, written = 0, lastClass = -1;
        for (var i = 0; i < codes.Count; i++)
        {
            var code = codes[i];
            var @class = ClassOf(code);
            if (starter >= 0 && lastClass < @class && TryCompose(codes[starter], code, out var composed))
            {
                codes[starter] = composed;
                continue;
            }

            if (@class == 0)
            {
                starter = written;
                lastClass = -1;
            }
            else
            {
                lastClass = @class;
            }

            codes[written++] = code;
        }

        return written;
    }

    private static bool TryCompose(int first, int second, out int composed)
    {
        if (first - LBase is >= 0 and < 19 && second - VBase is >= 0 and < VCount)
        {
            composed = SBase + ((((first - LBase) * VCount) + second - VBase) * TCount);
            return true;
        }

        if (first - SBase is >= 0 and < SCount && (first - SBase) % TCount == 0 && second - TBase is > 0 and < TCount)
        {
            composed = first + second - TBase;
            return true;
        }

        return Compositions.TryGetValue((first, second), out composed);
    }
}
