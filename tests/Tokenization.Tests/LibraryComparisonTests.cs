using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.Encoders.Tokenization;
using Cluster.Encoders.Tokenization.Text;
using Cluster.TestSupport;
using Microsoft.ML.Tokenizers;

namespace Cluster.Tokenization.Tests;

/// <summary>Why CLIP's and BERT's tokenizers are not Microsoft.ML.Tokenizers'. When one of these fails, the library has caught up: use it.</summary>
public sealed class LibraryComparisonTests
{
    [Fact]
    public void The_librarys_BertTokenizer_differs_on_golden_texts_in_a_process_without_ICU()
    {
        var library = BertTokenizer.Create(SharedData.Path("tokenizers", "bert-base-uncased", "vocab.txt"));
        var differing = GoldenRow.ReadAll().Where(row => !Same(row, library.EncodeToIds(row.Text))).Select(static row => row.Text).ToArray();

        // It strips accents by way of string.Normalize, which does nothing here.
        Assert.Contains(differing, static text => text.StartsWith("café", StringComparison.Ordinal));

        static bool Same(GoldenRow row, IReadOnlyList<int> ids) => row.BertIds.TakeWhile((_, i) => row.BertMask[i] == 1).Take(63)
            .SequenceEqual(ids.Select(static id => (long)id).Take(Math.Min(63, row.BertMask.Count(static m => m == 1))));
    }

    [Fact]
    public void The_librarys_BpeTokenizer_takes_letters_beyond_the_basic_plane_for_symbols()
    {
        var folder = SharedData.Path("goldens", "models", "openclip-vit");
        var library = BpeTokenizer.Create(new BpeOptions(Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"))
        {
            ByteLevel = true,
            EndOfWordSuffix = "</w>",
            PreTokenizer = new RegexPreTokenizer(new Regex(@"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), null),
        });

        // "x𐐨" is one word of two letters, so its x cannot be the one that ends a word.
        var vocabulary = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(Path.Combine(folder, "vocab.json")))!;
        Assert.Equal(vocabulary["x</w>"], library.EncodeToIds("x𐐨")[0]);
        var ours = Encoded.By(TokenizerLoader.Load(folder, TokenizerRules.OpenAi), "x𐐨");
        Assert.NotEqual(vocabulary["x</w>"], ours.Tokens[1]);

        // The golden texts hold no such word: with our cleaning before it, the library agrees on all that name no special token.
        Assert.All(GoldenRow.ReadAll().Where(static row => !row.Text.Contains("<|", StringComparison.Ordinal)), row =>
        {
            var ids = library.EncodeToIds(OpenAiText.Clean(row.Text, 77)).Select(static id => (long)id).Take(75);
            Assert.Equal(row.ClipIds[1..Array.IndexOf(row.ClipIds, 49407L)], ids);
        });
    }
}
