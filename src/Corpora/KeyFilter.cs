namespace Cluster.Corpora;

/// <summary>Which keys of a corpus are wanted, by extension. Everything is, unless the options <c>include</c> or <c>exclude</c> say otherwise.</summary>
internal sealed class KeyFilter
{
    /// <summary>Option: extensions to list, comma-separated, with or without the dot, any case. Default: all.</summary>
    public const string Include = "include";

    /// <summary>Option: extensions to leave out, comma-separated, with or without the dot, any case. Default: none.</summary>
    public const string Exclude = "exclude";

    private readonly HashSet<string> _include;
    private readonly HashSet<string> _exclude;

    /// <summary>Reads both options.</summary>
    public KeyFilter(CorpusOptions options)
    {
        _include = Read(options, Include);
        _exclude = Read(options, Exclude);
    }

    /// <summary>Whether the key (or file name) belongs to the corpus.</summary>
    public bool Wants(ReadOnlySpan<char> name)
    {
        if (_include.Count == 0 && _exclude.Count == 0)
        {
            return true;
        }

        var extension = Path.GetExtension(name);
        return (_include.Count == 0 || _include.GetAlternateLookup<ReadOnlySpan<char>>().Contains(extension))
            && !_exclude.GetAlternateLookup<ReadOnlySpan<char>>().Contains(extension);
    }

    private static HashSet<string> Read(CorpusOptions options, string name)
    {
        var extensions = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in options.List(name))
        {
            var extension = item.TrimStart('*').TrimStart('.');
            if (extension.Length == 0 || !extension.All(char.IsAsciiLetterOrDigit))
            {
                throw options.Wrong(name, $"'{item}' is not a file extension; write them like 'jpg,png'.");
            }

            extensions.Add("." + extension);
        }

        return extensions;
    }
}
