namespace Cluster.Imaging.Decoding;

/// <summary>First bytes of picture formats that are known but not read here.</summary>
internal static class Signatures
{
    public static bool LooksLikeImage(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("BM"u8)
        || bytes.StartsWith("8BPS"u8)
        || bytes.StartsWith("%PDF"u8)
        || bytes.StartsWith("\0\0\u0001\0"u8)
        || bytes.StartsWith("RIFF"u8)
        || bytes.StartsWith("GIF8"u8)
        || bytes.StartsWith("<svg"u8)
        || (bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8))
        || bytes.StartsWith(new byte[] { 0xFF, 0x0A })
        || bytes.StartsWith(new byte[] { 0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C });
}
