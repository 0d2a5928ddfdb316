using System.Text.Json;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Tokenization.Bpe;
using Cluster.Encoders.Tokenization.Unigram;
using Cluster.Encoders.Tokenization.WordPiece;

namespace Cluster.Encoders.Tokenization;

/// <summary>Makes the tokenizer of a model folder from the folder's own files.</summary>
public static class TokenizerLoader
{
    private const int ClipContextLength = 77;
    private const int AlignContextLength = 64;
    private const string LookedFor =
        "tokenizer.json; vocab.json with merges.txt; bpe_simple_vocab_16e6.txt.gz; vocab.txt; sentencepiece.bpe.model";

    /// <summary>
    /// Reads the first of these that is there: <c>tokenizer.json</c> (BPE, WordPiece or Unigram), <c>vocab.json</c> with <c>merges.txt</c>
    /// (CLIP BPE), <c>bpe_simple_vocab_16e6.txt.gz</c> (CLIP BPE), <c>vocab.txt</c> (BERT WordPiece), <c>sentencepiece.bpe.model</c> (Unigram).
    /// Special tokens are read from <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>.
    /// </summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="rules">Whose text rules to follow; matters for CLIP BPE.</param>
    /// <param name="contextLength">Tokens of a text, specials included, 2 to 8192; null reads it from the folder's configuration files.</param>
    /// <exception cref="FailureException">ModelIncomplete: a file is missing or does not fit; the detail names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The context length is out of range.</exception>
    public static ITextTokenizer Load(string folder, TokenizerRules rules, int? contextLength = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (contextLength is < 2 or > ContextLengths.Longest)
        {
            throw new ArgumentOutOfRangeException(nameof(contextLength), contextLength, $"must be 2 to {ContextLengths.Longest}");
        }

        var files = new ModelFolderFiles(folder);
        try
        {
            return Choose(files, rules, contextLength);
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // What System.Text.Json throws when a value is absent or of another type than the format says.
            throw files.Incomplete($"a tokenizer file does not have the form its name promises: {fault.Message}", fault);
        }
    }

    private static ITextTokenizer Choose(ModelFolderFiles files, TokenizerRules rules, int? contextLength)
    {
        ITextTokenizer Cleaned(ITextTokenizer tokenizer) => rules == TokenizerRules.OpenClip ? new OpenClipTokenizer(tokenizer, OpenClipTokenizer.CleaningOf(files)) : tokenizer;

        int Length(int otherwise) => contextLength ?? ContextLengths.Find(files, rules, otherwise);

        if (files.Json("tokenizer.json") is { } root)
        {
            return ModelType(root) switch
            {
                "BPE" => ClipTokenizerFiles.FromTokenizerJson(files, root, rules, Length(ClipContextLength)),
                "WordPiece" => Cleaned(WordPieceFiles.FromTokenizerJson(files, root, Length(AlignContextLength))),
                "Unigram" => Cleaned(UnigramFiles.FromTokenizerJson(files, root, Length(ClipContextLength))),
                var other => throw files.Incomplete($"tokenizer.json holds a tokenizer of type '{other}'; known are BPE, WordPiece and Unigram."),
            };
        }

        if (files.Has("vocab.json") && files.Has("merges.txt"))
        {
            return ClipTokenizerFiles.FromVocabularyAndMerges(files, rules, Length(ClipContextLength));
        }

        if (files.Has(ClipTokenizerFiles.OpenAiFile))
        {
            return ClipTokenizerFiles.FromOpenAiFile(files, rules, Length(ClipContextLength));
        }

        if (files.Has("vocab.txt"))
        {
            return Cleaned(WordPieceFiles.FromVocabulary(files, Length(AlignContextLength)));
        }

        if (files.Has(UnigramFiles.SentencePieceFile))
        {
            return Cleaned(UnigramFiles.FromSentencePiece(files, Length(ClipContextLength)));
        }

        throw files.Incomplete($"no tokenizer; looked for {LookedFor}.");
    }

    private static string? ModelType(JsonElement root)
    {
        var model = root.GetProperty("model");
        if (model.TryGetProperty("type", out var type))
        {
            return type.GetString();
        }

        // Files of old library versions leave the type out; only a BPE has merges, only a WordPiece a prefix and none.
        return model.TryGetProperty("merges", out _) ? "BPE" : model.TryGetProperty("continuing_subword_prefix", out _) ? "WordPiece" : null;
    }
}
