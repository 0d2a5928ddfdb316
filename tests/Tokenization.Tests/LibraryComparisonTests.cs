using System.Text;
using System.Text.RegularExpressions;
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
        TestContext.Current.TestOutputHelper?.WriteLine($"{differing.Length} differ: {string.Join(" | ", differing.Select(static t => t[..Math.Min(t.Length, 40)]))}");

        // It strips accents by way of string.Normalize, which does nothing here.
        Assert.Contains(differing, static text => text.StartsWith("café", StringComparison.Ordinal));

        static bool Same(GoldenRow row, IReadOnlyList<int> ids) => row.BertIds.TakeWhile((_, i) => row.BertMask[i] == 1).Take(63)
            .SequenceEqual(ids.Select(static id => (long)id).Take(Math.Min(63, row.BertMask.Count(static m => m == 1))));
    }

    [Fact]
    public void The_librarys_BpeTokenizer_differs_on_golden_texts_even_after_our_cleaning()
    {
        var folder = SharedData.Path("goldens", "models", "openclip-vit");
        var options = new BpeOptions(Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"))
        {
            ByteLevel = true,
            EndOfWordSuffix = "</w>",
            PreTokenizer = new RegexPreTokenizer(new Regex(@"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), null),
        };
        var library = BpeTokenizer.Create(options);
        var differing = new List<string>();
        foreach (var row in GoldenRow.ReadAll())
        {
            var ids = library.EncodeToIds(OpenAiText.Clean(row.Text, 77));
            var want = row.ClipIds.Skip(1).Take(Array.IndexOf(row.ClipIds, 49407L) - 1);
            if (!want.SequenceEqual(ids.Select(static id => (long)id).Take(75)))
            {
                differing.Add(row.Text);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{differing.Count} differ: {string.Join(" | ", differing.Select(static t => t[..Math.Min(t.Length, 40)]))}");
        Assert.NotEmpty(differing);
    }
}
