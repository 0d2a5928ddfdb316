using System.Buffers.Binary;

namespace Cluster.Imaging.Isolation;

/// <summary>Tells JPEGs whose pixels come in several passes, by their frame header (ITU T.81, B.1.1.3).</summary>
internal static class JpegScans
{
    /// <summary>Whether the coefficients of the whole picture are held: progressive frames, and sequential ones whose first scan lacks components.</summary>
    public static bool IsMultiple(ReadOnlySpan<byte> bytes)
    {
        var components = 0;
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            switch (marker)
            {
                case 0xC2 or 0xC6 or 0xCA or 0xCE:
                    return true;
                case 0xDA:
                    return bytes[at + 4] < components;
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    components = bytes[at + 9];
                    break;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return false;
    }
}
