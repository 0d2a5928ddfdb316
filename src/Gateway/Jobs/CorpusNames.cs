using System.Security.Cryptography;
using System.Text;
using Cluster.Domain.Identity;

namespace Cluster.Gateway.Jobs;

/// <summary>Names a corpus that was given none: the last part of its location and a short hash of all of it, so that two folders of one name stay apart.</summary>
internal static class CorpusNames
{
    public static CorpusId For(CorpusRequest corpus)
    {
        if (corpus.Name is not null)
        {
            return new CorpusId(corpus.Name);
        }

        var location = corpus.Location.TrimEnd('/');
        var last = new string([.. location[(location.LastIndexOf('/') + 1)..].Where(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_').Take(60)]).TrimStart('-', '_');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{corpus.Kind}\n{location}")))[..8];
        return new CorpusId(last.Length > 0 ? $"{last}-{hash}" : hash);
    }
}
