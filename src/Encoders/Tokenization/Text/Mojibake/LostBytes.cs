namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>Mends UTF-8 sequences that lost a byte on their way.</summary>
internal static class LostBytes
{
    private const byte Blank = 0x20;
    private const byte Lost = 0x1A;

    /// <summary>
    /// Puts 0xA0 back where some program made a plain blank of it. The French à is a word of its own: when it lost its second half, the
    /// blank after it stays, except before what shows that it was another word.
    /// </summary>
    public static byte[] RestoreNoBreakSpaces(byte[] bytes)
    {
        if (!bytes.AsSpan().Contains(Blank) || !bytes.AsSpan().ContainsAnyInRange((byte)0xC2, (byte)0xF4))
        {
            return bytes;
        }

        var result = new List<byte>(bytes.Length + 8);
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            var next = At(bytes, i + 1);
            if (b == 0xC3 && next == Blank)
            {
                result.Add(b);
                result.Add(0xA0);
                if (KeepsBlank(bytes.AsSpan(i + 2)))
                {
                    result.Add(Blank);
                }

                i++;
                continue;
            }

            var length = SequenceWithBlank(bytes, i);
            for (var n = 0; n < length; n++)
            {
                result.Add(bytes[i + n] == Blank ? (byte)0xA0 : bytes[i + n]);
            }

            if (length > 0)
            {
                i += length - 1;
            }
            else
            {
                result.Add(b);
            }
        }

        return [.. result];
    }

    /// <summary>Makes U+FFFD of sequences in which a byte was lost (0x1A) or became a question mark.</summary>
    public static byte[] ReplaceBroken(byte[] bytes)
    {
        if (!bytes.AsSpan().ContainsAny(Lost, (byte)'?'))
        {
            return bytes;
        }

        var result = new List<byte>(bytes.Length + 8);
        for (var i = 0; i < bytes.Length; i++)
        {
            var length = BrokenSequence(bytes, i);
            if (length > 0)
            {
                result.AddRange([0xEF, 0xBF, 0xBD]);
                i += length - 1;
            }
            else
            {
                result.Add(bytes[i]);
            }
        }

        return [.. result];
    }

    private static int At(byte[] bytes, int index) => index < bytes.Length ? bytes[index] : -1;

    private static bool KeepsBlank(ReadOnlySpan<byte> rest) =>
        !(rest.StartsWith(" "u8) || rest.StartsWith("quele"u8) || rest.StartsWith("quela"u8) || rest.StartsWith("quilo"u8) || rest.StartsWith("s "u8));

    private static int SequenceWithBlank(byte[] bytes, int i)
    {
        // Only first bytes with which 0xA0 makes a likely character: no-break space, Š, Π, Р, Arabic zero; dashes and quotes; emoji.
        var (first, second, third, fourth) = (bytes[i], At(bytes, i + 1), At(bytes, i + 2), At(bytes, i + 3));
        if (first is 0xC2 or 0xC5 or 0xCE or 0xD0 or 0xD9 && second == Blank)
        {
            return 2;
        }

        if ((first is 0xE2 or 0xE3 && second == Blank && IsTelling(third)) || (first is >= 0xE0 and <= 0xE3 && IsTelling(second) && third == Blank))
        {
            return 3;
        }

        var blanks = (second == Blank ? 1 : 0) + (third == Blank ? 1 : 0) + (fourth == Blank ? 1 : 0);
        return first == 0xF0 && blanks == 1 && Follows(second) && Follows(third) && Follows(fourth) ? 4 : 0;

        static bool Follows(int b) => b is Blank or (>= 0x80 and <= 0xBF);
        static bool IsTelling(int b) => b is (>= 0x80 and <= 0x84) or (>= 0x86 and <= 0x9F) or (>= 0xA1 and <= 0xBF);
    }

    private static int BrokenSequence(byte[] bytes, int i)
    {
        var first = bytes[i];
        var length = first switch
        {
            >= 0xC2 and <= 0xDF => 2,
            >= 0xE0 and <= 0xEF => 3,
            >= 0xF0 and <= 0xF4 => 4,
            Lost => 1,
            _ => 0,
        };
        if (length < 2)
        {
            return length;
        }

        var lost = 0;
        for (var n = 1; n < length; n++)
        {
            var b = At(bytes, i + n);
            if (b == Lost || (b == '?' && (length > 2 || first <= 0xC3)))
            {
                lost++;
            }
            else if (b is not (>= 0x80 and <= 0xBF))
            {
                return 0;
            }
        }

        return lost > 0 ? length : 0;
    }
}
