using System.Text;
using Cluster.Domain.Payloads;

namespace Cluster.Corpora.Tar;

/// <summary>One sample of a shard: neighbouring members whose path is the same up to the first dot of the file name.</summary>
internal sealed class TarSample(string stem, long offset)
{
    /// <summary>Its members' common path.</summary>
    public string Stem { get; } = stem;

    /// <summary>Offset of its first header.</summary>
    public long Offset { get; } = offset;

    /// <summary>Its pictures, in order.</summary>
    public List<(string Member, long Data, long Length)> Images { get; } = [];

    /// <summary>What its .json, .txt and .cls members say.</summary>
    public Dictionary<string, PayloadValue> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The sample a member belongs to, and its extension in lower case: everything behind the first dot of the file name.</summary>
    public static (string Stem, string Extension) Split(string member)
    {
        var dot = member.IndexOf('.', member.LastIndexOf('/') + 1);
        return dot < 0 ? (member, "") : (member[..dot], member[(dot + 1)..].ToLowerInvariant());
    }

    /// <summary>Takes what a text member says. The convention: json holds fields, txt a caption, cls the number of a class.</summary>
    public void Describe(string extension, ReadOnlyMemory<byte> bytes)
    {
        switch (extension)
        {
            case "json":
                JsonMetadata.Read(bytes, Metadata);
                break;
            case "txt":
                Metadata["caption"] = Encoding.UTF8.GetString(bytes.Span).Trim();
                break;
            case "cls":
                var text = Encoding.UTF8.GetString(bytes.Span).Trim();
                Metadata["cls"] = long.TryParse(text, out var number) ? number : text;
                break;
        }
    }
}
