using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Identity;

namespace Cluster.Gateway.Jobs;

/// <summary>Names a corpus after its place, the same one every time, so that a second job over it overwrites points instead of doubling them.</summary>
internal static class CorpusNaming
{
    private const int HashLength = 8;

    /// <summary>The last part of <paramref name="location"/> that can be used in a name, then a dash and 8 hex digits of the SHA-256 of all of it.</summary>
    public static CorpusId NameFor(string location)
    {
        var last = location.Split('/', '\\').LastOrDefault(static part => part.Length > 0) ?? "";
        var kept = string.Concat(last.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-')).TrimStart('.', '-', '_');
        var start = kept.Length == 0 ? "corpus" : kept[..Math.Min(kept.Length, NameRules.MaxLength - HashLength - 1)];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(location)))[..HashLength];
        return new CorpusId($"{start}-{hash}");
    }
}
