using System.Text;
using System.Text.Json;

namespace Cluster.Encoders.Tokenization.WordPiece;

/// <summary>Reads a BERT vocabulary from a model folder.</summary>
internal static class WordPieceFiles
{
    /// <summary>The tokenizer of <c>tokenizer.json</c>, whose root is <paramref name="root"/>.</summary>
    public static BertTokenizer FromTokenizerJson(ModelFolderFiles files, JsonElement root, int contextLength)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in root.GetProperty("model").GetProperty("vocab").EnumerateObject())
        {
            ids[token.Name] = token.Value.GetInt32();
        }

        var normalizer = root.TryGetProperty("normalizer", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        return Build(files, new WordPieceVocabulary(
            ids, Flag(normalizer, "lowercase") ?? true, Flag(normalizer, "strip_accents"), Flag(normalizer, "handle_chinese_chars") ?? true), contextLength);
    }

    /// <summary>The tokenizer of <c>vocab.txt</c>: one piece a line, the line number is the id.</summary>
    public static BertTokenizer FromVocabulary(ModelFolderFiles files, int contextLength)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var lines = Encoding.UTF8.GetString(files.Bytes("vocab.txt")).TrimEnd('\n').Split('\n');
        for (var id = 0; id < lines.Length; id++)
        {
            ids[lines[id].TrimEnd('\r')] = id;
        }

        var names = new SpecialTokenNames(files);
        return Build(files, new WordPieceVocabulary(
            ids, names.Flag("do_lower_case") ?? true, names.Flag("strip_accents"), names.Flag("tokenize_chinese_chars") ?? true), contextLength);
    }

    private static BertTokenizer Build(ModelFolderFiles files, WordPieceVocabulary vocabulary, int contextLength)
    {
        var missing = WordPieceVocabulary.Specials.SkipLast(1).Where(s => !vocabulary.Ids.ContainsKey(s)).ToArray();
        return missing.Length == 0
            ? new BertTokenizer(vocabulary, contextLength)
            : throw files.Incomplete($"the WordPiece vocabulary has no {string.Join(", ", missing)}.");
    }

    private static bool? Flag(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
            : null;
}
