using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Cluster.Encoders.Tokenization.Bpe;

/// <summary>Reads a CLIP vocabulary from a model folder, in whichever of its three forms it lies there.</summary>
internal static class ClipTokenizerFiles
{
    /// <summary>OpenAI's own form: gzip, one merge a line; the tokens follow from it.</summary>
    public const string OpenAiFile = "bpe_simple_vocab_16e6.txt.gz";

    /// <summary>Merges that OpenAI's file is read to: 49152 tokens less the single bytes, twice, less two lines.</summary>
    private const int OpenAiMerges = 49152 - 256 - 2;

    private const long LargestUnpacked = 64L << 20;

    /// <summary>The tokenizer of <c>tokenizer.json</c>, whose root is <paramref name="root"/>.</summary>
    public static ClipTokenizer FromTokenizerJson(ModelFolderFiles files, JsonElement root, TokenizerRules rules, int contextLength)
    {
        var model = root.GetProperty("model");
        if (!model.TryGetProperty("end_of_word_suffix", out var suffix) || suffix.ValueKind != JsonValueKind.String
            || suffix.GetString() != BpeVocabulary.EndOfWord)
        {
            throw files.Incomplete($"tokenizer.json holds a BPE without the word end {BpeVocabulary.EndOfWord}; only CLIP's byte-level BPE is known.");
        }

        var ids = Ids(model.GetProperty("vocab"));
        if (root.TryGetProperty("added_tokens", out var added) && added.ValueKind == JsonValueKind.Array)
        {
            foreach (var token in added.EnumerateArray())
            {
                ids[token.GetProperty("content").GetString()!] = token.GetProperty("id").GetInt32();
            }
        }

        // Written as "a b" by older versions of the library, as ["a", "b"] by newer ones.
        var merges = model.GetProperty("merges").EnumerateArray().Select(merge => merge.ValueKind == JsonValueKind.Array
            ? (merge[0].GetString()!, merge[1].GetString()!)
            : Pair(files, merge.GetString()!));
        return Build(files, new BpeVocabulary(ids, [.. merges]), rules, contextLength);
    }

    /// <summary>The tokenizer of <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    public static ClipTokenizer FromVocabularyAndMerges(ModelFolderFiles files, TokenizerRules rules, int contextLength)
    {
        var merges = Lines(files.Bytes("merges.txt")).Where(static (line, i) => line.Length > 0 && !(i == 0 && line.StartsWith("#version", StringComparison.Ordinal)));
        return Build(files, new BpeVocabulary(Ids(files.Json("vocab.json")!.Value), [.. merges.Select(line => Pair(files, line))]), rules, contextLength);
    }

    /// <summary>The tokenizer of OpenAI's <c>bpe_simple_vocab_16e6.txt.gz</c>.</summary>
    public static ClipTokenizer FromOpenAiFile(ModelFolderFiles files, TokenizerRules rules, int contextLength)
    {
        var merges = Lines(Unpack(files)).Skip(1).Take(OpenAiMerges).Where(static line => line.Length > 0).Select(line => Pair(files, line)).ToArray();
        var tokens = ByteAlphabet.InVocabularyOrder.Select(static c => c.ToString())
            .Concat(ByteAlphabet.InVocabularyOrder.Select(static c => c + BpeVocabulary.EndOfWord))
            .Concat(merges.Select(static m => m.Item1 + m.Item2))
            .Concat(["<|startoftext|>", "<|endoftext|>"]);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, id) in tokens.Select(static (t, i) => (t, i)))
        {
            ids[token] = id;
        }

        return Build(files, new BpeVocabulary(ids, merges), rules, contextLength);
    }

    private static ClipTokenizer Build(ModelFolderFiles files, BpeVocabulary vocabulary, TokenizerRules rules, int contextLength)
    {
        var names = new SpecialTokenNames(files);
        var (startName, startId) = Special(files, vocabulary, names.Of("bos_token"), "start", "<|startoftext|>", "<start_of_text>");
        var (endName, endId) = Special(files, vocabulary, names.Of("eos_token"), "end", "<|endoftext|>", "<end_of_text>");
        var unknown = names.Of("unk_token") is { } u && vocabulary.Ids.TryGetValue(u, out var id) ? id : endId;
        var specials = rules switch
        {
            TokenizerRules.OpenClip => new ClipSpecialTokens(startId, endId, 0, unknown, "<start_of_text>", "<end_of_text>"),
            TokenizerRules.OpenAi => new ClipSpecialTokens(startId, endId, 0, unknown, "<|startoftext|>", "<|endoftext|>"),
            _ => new ClipSpecialTokens(startId, endId, names.Of("pad_token") is { } p && vocabulary.Ids.TryGetValue(p, out id) ? id : endId, unknown, startName, endName),
        };
        return new ClipTokenizer(vocabulary, specials, rules, contextLength);
    }

    private static (string Name, int Id) Special(ModelFolderFiles files, BpeVocabulary vocabulary, string? configured, string role, params string[] usual)
    {
        string[] names = configured is null ? usual : [configured, .. usual];
        foreach (var name in names)
        {
            if (vocabulary.Ids.TryGetValue(name, out var id))
            {
                return (name, id);
            }
        }

        throw files.Incomplete($"the vocabulary has no {role} token; looked for {string.Join(", ", names.Distinct())}.");
    }

    private static Dictionary<string, int> Ids(JsonElement vocab)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in vocab.EnumerateObject())
        {
            ids[token.Name] = token.Value.GetInt32();
        }

        return ids;
    }

    private static (string Left, string Right) Pair(ModelFolderFiles files, string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && blank < line.Length - 1
            ? (line[..blank], line[(blank + 1)..])
            : throw files.Incomplete($"a merge must be two symbols with a blank between, not '{line}'.");
    }

    private static IEnumerable<string> Lines(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).TrimEnd('\n').Split('\n').Select(static line => line.TrimEnd('\r'));

    private static byte[] Unpack(ModelFolderFiles files)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(files.Bytes(OpenAiFile)), CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int read; (read = gzip.Read(buffer)) > 0;)
            {
                unpacked.Write(buffer, 0, read);
                if (unpacked.Length > LargestUnpacked)
                {
                    throw files.Incomplete($"{OpenAiFile} unpacks to more than {LargestUnpacked} bytes.");
                }
            }

            return unpacked.ToArray();
        }
        catch (InvalidDataException fault)
        {
            throw files.Incomplete($"{OpenAiFile} is not a gzip file: {fault.Message}", fault);
        }
    }
}
