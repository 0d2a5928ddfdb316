using System.Text;

namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>Strict UTF-8, with two dialects: surrogate pairs encoded one by one (CESU-8), and NUL as C0 80 (Java).</summary>
internal static class Utf8Variants
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>The text; null when the bytes are not UTF-8.</summary>
    public static string? TryDecode(byte[] bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Strict.GetString(bytes);
        }

        if (!bytes.AsSpan().ContainsAny((byte)0xED, (byte)0xC0))
        {
            return null;
        }

        var text = new StringBuilder(bytes.Length);
        for (var rest = bytes.AsSpan(); !rest.IsEmpty;)
        {
            if (rest.StartsWith((ReadOnlySpan<byte>)[0xC0, 0x80]))
            {
                text.Append('\0');
                rest = rest[2..];
            }
            else if (rest.Length >= 6 && IsSurrogate(rest, 0xA0) && IsSurrogate(rest[3..], 0xB0))
            {
                text.Append(Unit(rest)).Append(Unit(rest[3..]));
                rest = rest[6..];
            }
            else if (Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
                rest = rest[length..];
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }

    private static bool IsSurrogate(ReadOnlySpan<byte> bytes, byte from) =>
        bytes[0] == 0xED && bytes[1] >= from && bytes[1] <= from + 0xF && bytes[2] is >= 0x80 and <= 0xBF;

    private static char Unit(ReadOnlySpan<byte> bytes) => (char)(0xD000 | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F));
}
