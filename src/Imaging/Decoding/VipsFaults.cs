using Cluster.Domain.Outcomes;
using NetVips;

namespace Cluster.Imaging.Decoding;

/// <summary>libvips' messages to reasons. It has no error codes; the words are those of its loaders and of the format libraries.</summary>
internal static class VipsFaults
{
    private static readonly string[] EndsEarly = ["premature end", "truncat", "read error", "end of", "eof", "not enough data", "read past", "too short", "unable to read", "ran out"];

    public static Failure Explain(VipsException fault)
    {
        var message = fault.Message.ReplaceLineEndings(" ").Trim();
        return Array.Exists(EndsEarly, sign => message.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? new Failure(FailureKind.Truncated, $"The file ends before the picture does ({message}).")
            : new Failure(FailureKind.NotAnImage, $"The picture is damaged ({message}).");
    }
}
