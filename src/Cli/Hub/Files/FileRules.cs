using System.Text.RegularExpressions;

namespace Cluster.Cli.Hub.Files;

/// <summary>
/// Which files may come from a hub at all: what an encoder reads as data. Pickles and scripts run code when they are loaded, so they are
/// never fetched; the list says what is allowed, not what is forbidden.
/// </summary>
internal static partial class FileRules
{
    private static readonly HashSet<string> Beside = new(StringComparer.Ordinal)
    {
        "config.json", "open_clip_config.json", "preprocessor_config.json", "processor_config.json",
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json",
        "vocab.json", "merges.txt", "vocab.txt", "bpe_simple_vocab_16e6.txt.gz",
        "sentencepiece.bpe.model", "spiece.model", "tokenizer.model",
        "README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "LICENCE.md", "LICENCE.txt", "NOTICE", "NOTICE.txt",
    };

    /// <summary>Whether the file lies beside the graphs and is always taken: configuration, tokenizer, card, licence.</summary>
    public static bool IsBeside(string path) => Beside.Contains(path);

    /// <summary>Whether it is an ONNX graph, or the weights that a graph keeps in a file of their own.</summary>
    public static bool IsGraphFile(string path) => GraphFile().IsMatch(path);

    /// <summary>Whether the file may be fetched.</summary>
    public static bool IsAllowed(string path) => IsBeside(path) || IsGraphFile(path);

    /// <summary>Refuses the whole listing when a path in it would leave the model folder: such a hub is broken or hostile.</summary>
    /// <exception cref="CliException">One does, or two files have the same path.</exception>
    public static void Check(IEnumerable<HubFile> files)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (!IsInside(file.Path))
            {
                throw new CliException(ExitCode.Failed, $"The hub lists a file that would lie outside the model folder ('{Printable(file.Path)}'); nothing is fetched from it.");
            }

            if (!seen.Add(file.Path) && IsAllowed(file.Path))
            {
                throw new CliException(ExitCode.Failed, $"The hub lists '{file.Path}' twice; nothing is fetched from it.");
            }
        }
    }

    private static bool IsInside(string path) =>
        path.Split('/').All(static part => part is not ("" or "." or "..")) && !path.Any(static c => char.IsControl(c) || c is '\\' or ':');

    private static string Printable(string path) => string.Concat(path.Take(100).Select(static c => char.IsControl(c) ? '?' : c));

    [GeneratedRegex(@"\Aonnx/[A-Za-z0-9][A-Za-z0-9._-]*\.onnx(?:[._]data(?:_[0-9]+)?)?\z")]
    private static partial Regex GraphFile();
}
